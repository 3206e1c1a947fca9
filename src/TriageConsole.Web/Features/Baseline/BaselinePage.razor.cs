using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Baseline;

public sealed partial class BaselinePage : IDisposable
{
    private Actor? _actor;
    private IReadOnlyList<UseLine>? _uses;
    private IDisposable? _subscription;

    /// <summary>The state in the URL: <c>?state=active</c>.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [Inject]
    private BaselineQueries Queries { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private UseStanding? Wanted => Enum.TryParse<UseStanding>(State, ignoreCase: true, out var standing) && Enum.IsDefined(standing) ? standing : null;

    private IEnumerable<UseLine> Shown => Wanted is { } wanted ? _uses!.Where(use => use.Standing == wanted) : _uses!;

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _actor = await CurrentUser.FindAsync();
        _subscription = Notices.Subscribe(Topic.Baseline, () => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _uses = await Queries.ListAsync(CancellationToken.None);
        StateHasChanged();
    }

    private void Show(UseStanding? standing) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("state", standing?.ToString().ToLowerInvariant()));

    private string Pressed(UseStanding? standing) => Wanted == standing ? "true" : "false";
}
