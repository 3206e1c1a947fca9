using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Health;

namespace TriageConsole.Web.Features.Reports.Content.Figures;

/// <summary>How the telemetry of a report's hosts stood in its period, in the words of the coverage page.</summary>
public sealed record TelemetryFigures(HealthReport Report)
{
    /// <summary>Hosts of which something can be said, the worst covered first.</summary>
    public IReadOnlyList<HostHealth> Hosts { get; } = [.. Report.WorstFirst.Where(host => host.State != ComponentState.Silent)];

    /// <summary>Hosts that stopped sending, or sent nothing in the period.</summary>
    public IReadOnlyList<HostHealth> Silent { get; } = [.. Report.WorstFirst.Where(host => host.State == ComponentState.Silent)];

    public int Known => Report.Hosts.Count;

    public long Processes => Report.Hosts.Sum(host => host.Coverage.Creations);

    /// <summary>Whether anything came of any of them in the period.</summary>
    public bool HasTelemetry => Report.Hosts.Any(host => host.Coverage.Counts.Count > 0);

    public int Graded(ComponentState state) => Report.CountOf(state);

    /// <summary>Hosts of a component in a state; what another source stands for is no gap and counts as none.</summary>
    public int Graded(DataComponent component, ComponentState state) => Report.Hosts.Count(host => host.Of(component) is { IsReplaced: false } one && one.State == state);

    public static async Task<TelemetryFigures> ReadAsync(ReportScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (from, until) = scope.Period.UtcDays;
        var report = await HealthReader.ReadAsync(scope.Db, new(from, until, scope.Hosts?.ToList()), scope.NowUtc, cancel);
        var invented = (await scope.Db.ExerciseHosts().ToListAsync(cancel)).ToHashSet();
        return new(report with { Hosts = [.. report.Hosts.Where(host => scope.Holds(host.Id) && !invented.Contains(host.Id))] });
    }
}
