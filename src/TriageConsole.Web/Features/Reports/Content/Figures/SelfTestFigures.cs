using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Reports.Content.Figures;

/// <summary>What the self-test shows for a period.</summary>
/// <param name="Run">The last completed run that ended before the period did; null where there is none.</param>
/// <param name="Results">Its results.</param>
/// <param name="Runs">Runs that began in the period, oldest first.</param>
public sealed record SelfTestFigures(SelfTestRunRow? Run, IReadOnlyList<SelfTestResultRow> Results, IReadOnlyList<SelfTestRunRow> Runs)
{
    public int Attacks => Of(SelfTestOutcome.Caught) + Of(SelfTestOutcome.Hidden) + Of(SelfTestOutcome.Missed);

    public int Routine => Of(SelfTestOutcome.Quiet) + Of(SelfTestOutcome.Raised);

    public int Of(SelfTestOutcome outcome) => Results.Count(result => result.Outcome == outcome);

    public static async Task<SelfTestFigures> ReadAsync(ReportScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        var runs = await scope.Db.SelfTestRuns.AsNoTracking().OrderBy(run => run.Id).ToListAsync(cancel);
        var last = runs.LastOrDefault(run => run.State == SelfTestState.Completed && run.FinishedUtc < end);
        return new(
            last,
            last is null ? [] : await scope.Db.SelfTestResults.AsNoTracking().Where(r => r.RunId == last.Id).OrderBy(r => r.Id).ToListAsync(cancel),
            [.. runs.Where(run => run.StartedUtc >= from && run.StartedUtc < end)]);
    }
}
