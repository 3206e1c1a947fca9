using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Judging;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Detecting.Page;

/// <summary>All that is known of one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Signals">In what part of it which signal had a part, the most first.</param>
/// <param name="Changes">Samples, weightiest first.</param>
/// <param name="Alerts">Of the samples' alerts those that exist.</param>
public sealed record RunDetail(
    RejudgeRunRow Run, IReadOnlyList<RejudgeSignalRow> Signals, IReadOnlyList<RejudgeChangeRow> Changes, IReadOnlySet<Guid> Alerts);

/// <summary>Runs over history.</summary>
public sealed class RunQueries(IDbContextFactory<TriageContext> contexts)
{
    private const int Shown = 20;

    public async Task<IReadOnlyList<RejudgeRunRow>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.RejudgeRuns.AsNoTracking().OrderByDescending(r => r.Id).Take(Shown).ToListAsync(cancel);
    }

    public async Task<RunDetail?> FindAsync(long runId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.RejudgeRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == runId, cancel) is not { } run)
            return null;
        var signals = await db.RejudgeSignals.AsNoTracking().Where(s => s.RunId == runId).ToListAsync(cancel);
        var changes = await db.RejudgeChanges.AsNoTracking().Where(c => c.RunId == runId).ToListAsync(cancel);
        var ids = changes.Select(c => c.AlertId).Distinct().ToList();
        var alerts = await db.Alerts.Where(a => ids.Contains(a.PublicId)).Select(a => a.PublicId).ToListAsync(cancel);
        return new(
            run,
            [.. signals.OrderByDescending(s => s.New + s.Gone + s.Moved + s.Failures).ThenBy(s => s.SignalId, StringComparer.Ordinal)],
            [.. changes.Order(JudgementDiff.WeightiestFirst)],
            alerts.ToHashSet());
    }
}
