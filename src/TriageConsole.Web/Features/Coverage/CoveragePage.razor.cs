using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Coverage;

public sealed partial class CoveragePage : IDisposable
{
    private readonly List<IDisposable> _subscriptions = [];
    private CoverageReport? _report;
    private CoverageCharts? _charts;
    private CoverageDrill? _drill;
    private IReadOnlyList<Advice> _advice = [];

    /// <summary>The period in the URL: <c>?days=30</c>.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    private string? Days { get; set; }

    [Inject]
    private CoverageQueries Queries { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private CoveragePeriod Period => CoveragePeriod.Parse(Days);

    private string Span => (_report?.From, _report?.To) switch
    {
        ({ } from, { } to) => $"{CoverageWords.Day(from)} to {CoverageWords.Day(to)}, UTC days, counted back from the last one with telemetry.",
        (_, { } to) => $"All telemetry up to {CoverageWords.Day(to)}, UTC.",
        _ => "No telemetry in this period.",
    };

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    protected override void OnInitialized()
    {
        foreach (var topic in (Topic[])[Topic.Alerts, Topic.Imports, Topic.Baseline])
            _subscriptions.Add(Notices.Subscribe(topic, () => InvokeAsync(LoadAsync)));
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var period = Period;
        var report = await Queries.ReadAsync(period, CancellationToken.None);

        // Another period was chosen meanwhile; its own load shows it.
        if (period != Period)
            return;
        _report = report;
        _charts = CoverageCharts.Of(report);
        _drill = new(report);
        _advice = CoverageAdvice.Of(report);
        StateHasChanged();
    }

    private void Choose(CoveragePeriod period) => Navigation.NavigateTo(AppRoutes.Coverage + period.ToQuery());

    private void Go(string? address)
    {
        if (address is not null)
            Navigation.NavigateTo(address);
    }
}
