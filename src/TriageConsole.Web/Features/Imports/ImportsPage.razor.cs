using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports;

public sealed partial class ImportsPage : IDisposable
{
    private Actor? _actor;
    private bool _mayRun;
    private IReadOnlyList<ImportLine>? _imports;
    private IReadOnlyList<IntakeDay> _days = [];
    private IDisposable? _subscription;

    /// <summary>Which imports are listed.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private ImportQueries Queries { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _actor = await CurrentUser.FindAsync();
        _mayRun = _actor?.May(Policies.RunImports) ?? false;
        _subscription = Notices.Subscribe(Topic.Imports, () => InvokeAsync(LoadAsync));
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private ImportShow Shown => ImportShows.Parse(Show);

    private async Task LoadAsync()
    {
        _days = await Queries.DaysAsync(CancellationToken.None);
        _imports = await Queries.ListAsync(Shown, CancellationToken.None);
        StateHasChanged();
    }
}
