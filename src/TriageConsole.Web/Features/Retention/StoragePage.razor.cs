using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Retention;

public sealed partial class StoragePage : IDisposable
{
    private StorageReport? _report;
    private bool _asked;
    private IDisposable? _subscription;

    [Inject]
    private RetentionQueries Queries { get; set; } = null!;

    [Inject]
    private RetentionCommands Commands { get; set; } = null!;

    [Inject]
    private IOptionsMonitor<RetentionOptions> Settings { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _subscription = Notices.Subscribe(Topic.Storage, () => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _report = await Queries.ReadAsync(CancellationToken.None);
        _asked = false;
        StateHasChanged();
    }

    private async Task Run()
    {
        Commands.Run(await CurrentUser.GetAsync());
        _asked = true;
    }
}
