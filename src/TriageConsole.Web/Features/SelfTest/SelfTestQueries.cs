using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>What the page shows.</summary>
/// <param name="Runs">Youngest first.</param>
/// <param name="Chosen">The run whose results are shown; null for none.</param>
/// <param name="Results">Its results, by subject, the form as written first.</param>
public sealed record SelfTestReport(IReadOnlyList<SelfTestRunRow> Runs, SelfTestRunRow? Chosen, IReadOnlyList<SelfTestResultRow> Results);

/// <summary>Runs of the self-test.</summary>
public sealed class SelfTestQueries(IDbContextFactory<TriageContext> contexts)
{
    /// <param name="runId">The run wanted; the last completed one for null.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<SelfTestReport> ReadAsync(long? runId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var runs = await db.SelfTestRuns.AsNoTracking().OrderByDescending(r => r.Id).ToListAsync(cancel);
        var chosen = runId is { } wanted ? runs.FirstOrDefault(r => r.Id == wanted) : runs.FirstOrDefault(r => r.State == SelfTestState.Completed);
        if (chosen is null)
            return new(runs, null, []);
        var results = await db.SelfTestResults.AsNoTracking().Where(r => r.RunId == chosen.Id).OrderBy(r => r.Id).ToListAsync(cancel);
        return new(runs, chosen, results);
    }
}
