using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports;

public sealed partial class ImportPage : IDisposable
{
    private Actor? _actor;
    private ImportDetail? _detail;
    private bool _missing;
    private IDisposable? _subscription;

    [Parameter]
    public long Id { get; set; }

    /// <summary>Only the diagnostics of this code.</summary>
    [SupplyParameterFromQuery(Name = "code")]
    public string? Code { get; set; }

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
        _subscription = Notices.Subscribe(Topic.Imports, () => InvokeAsync(LoadAsync));
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private int Matching => string.IsNullOrEmpty(Code) ? _detail!.FaultCount : _detail!.Codes.FirstOrDefault(c => c.Code == Code)?.Count ?? 0;

    private async Task LoadAsync()
    {
        _detail = await Queries.FindAsync(Id, string.IsNullOrEmpty(Code) ? null : Code, CancellationToken.None);
        _missing = _detail is null;
        StateHasChanged();
    }
}
