using Microsoft.AspNetCore.Components;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Tokens;

public sealed partial class TokensPage : IDisposable
{
    private IReadOnlyList<TokenLine>? _tokens;
    private string _name = string.Empty;
    private TokenScopes _scope = TokenScopes.Intake;
    private string? _secret;
    private string _secretOf = string.Empty;
    private string? _fault;
    private long? _asked;
    private bool _busy;
    private IDisposable? _subscription;

    [Inject]
    private TokenQueries Queries { get; set; } = null!;

    [Inject]
    private TokenCommands Commands { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _subscription = Notices.Subscribe(Topic.Tokens, () => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _tokens = await Queries.ListAsync(CancellationToken.None);
        StateHasChanged();
    }

    private async Task CreateAsync()
    {
        _busy = true;
        try
        {
            var outcome = await Commands.CreateAsync(await CurrentUser.GetAsync(), _name, _scope, CancellationToken.None);
            _fault = outcome.Fault;
            if (outcome.Secret is { } secret)
                (_secret, _secretOf, _name) = (secret, _name.Trim(), string.Empty);
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task RevokeAsync(long tokenId)
    {
        _asked = null;
        _fault = (await Commands.RevokeAsync(await CurrentUser.GetAsync(), tokenId, CancellationToken.None)).Fault;
        await LoadAsync();
    }

    private void Forget() => _secret = null;
}
