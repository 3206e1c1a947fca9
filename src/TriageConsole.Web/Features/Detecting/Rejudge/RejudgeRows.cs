using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Judging;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Detecting.Rejudge;

/// <summary>The rows of a run while it is under way. What a host adds is committed together with the host.</summary>
public sealed class RejudgeRows(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    /// <summary>A run that has something left to do; null where it has ended.</summary>
    public async Task<RejudgeRunRow?> FindAsync(long runId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.RejudgeRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == runId && r.Slot != null, cancel);
    }

    /// <summary>Settings of a version as stored; null where there is none.</summary>
    public async Task<string?> SettingsAsync(int number, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.DetectionSettings.Where(s => s.Number == number).Select(s => s.Json).FirstOrDefaultAsync(cancel);
    }

    /// <summary>
    /// Starts a run or goes on with it. One that began under other versions begins again: half of a result under one and half
    /// under another would be no result.
    /// </summary>
    public async Task StartAsync(long runId, JudgedUnder under, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(under);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var run = await db.RejudgeRuns.SingleAsync(r => r.Id == runId, cancel);
        if (run.JudgedWith != under.JudgedWith || run.BaselineRevision != under.BaselineRevision)
        {
            await db.RejudgeChanges.Where(c => c.RunId == runId).ExecuteDeleteAsync(cancel);
            await db.RejudgeSignals.Where(s => s.RunId == runId).ExecuteDeleteAsync(cancel);
            (run.LastHostId, run.HostsDone, run.ProcessesDone, run.Failures) = (0, 0, 0, 0);
            (run.New, run.Gone, run.Kept, run.Moved, run.Same, run.Covered, run.Uncovered) = (0, 0, 0, 0, 0, 0, 0);
            (run.JudgedWith, run.BaselineRevision) = (under.JudgedWith, under.BaselineRevision);
        }

        run.State = RejudgeState.Running;
        run.StartedUtc = time.GetUtcNow().UtcDateTime;
        run.ProcessesAtStart = run.ProcessesDone;
        run.ProcessesUnderWay = 0;
        run.HostsTotal = await db.Hosts.Counted().CountAsync(cancel);
        run.ProcessesTotal = await db.Processes.Counted(db).LongCountAsync(cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The hosts that are left to judge, in the order in which they count as done.</summary>
    public async Task<List<int>> LeftAsync(long runId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var last = await db.RejudgeRuns.Where(r => r.Id == runId).Select(r => r.LastHostId).SingleAsync(cancel);
        return await db.Hosts.Counted().Where(h => h.Id > last).OrderBy(h => h.Id).Select(h => h.Id).ToListAsync(cancel);
    }

    /// <summary>Whether a person asked to stop.</summary>
    public async Task<bool> IsStoppedAsync(long runId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.RejudgeRuns.Where(r => r.Id == runId).Select(r => r.CancelRequested).SingleAsync(cancel);
    }

    /// <summary>Shows how far a large host is.</summary>
    public async Task ReportAsync(long runId, long processes, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.RejudgeRuns.Where(r => r.Id == runId).ExecuteUpdateAsync(set => set.SetProperty(r => r.ProcessesUnderWay, processes), cancel);
    }

    /// <summary>Counts a host in. Twice is once.</summary>
    public async Task CommitAsync(long runId, int hostId, long processes, JudgementDiff diff, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(diff);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var counted = await db.RejudgeRuns.Where(r => r.Id == runId && r.LastHostId < hostId).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.LastHostId, hostId).SetProperty(r => r.HostsDone, r => r.HostsDone + 1)
                .SetProperty(r => r.ProcessesDone, r => r.ProcessesDone + processes).SetProperty(r => r.ProcessesUnderWay, 0)
                .SetProperty(r => r.New, r => r.New + diff.New).SetProperty(r => r.Gone, r => r.Gone + diff.Gone)
                .SetProperty(r => r.Kept, r => r.Kept + diff.Kept).SetProperty(r => r.Moved, r => r.Moved + diff.Moved)
                .SetProperty(r => r.Same, r => r.Same + diff.Same).SetProperty(r => r.Covered, r => r.Covered + diff.Covered)
                .SetProperty(r => r.Uncovered, r => r.Uncovered + diff.Uncovered).SetProperty(r => r.Failures, r => r.Failures + diff.Failures),
            cancel);
        if (counted == 0)
            return;
        await CountSignalsAsync(db, runId, diff, cancel);
        await KeepSamplesAsync(db, runId, diff, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Ends a run.</summary>
    public async Task EndAsync(long runId, RejudgeState state, string? error, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.RejudgeRuns.Where(r => r.Id == runId).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, state).SetProperty(r => r.Slot, (int?)null).SetProperty(r => r.Error, error)
                .SetProperty(r => r.FinishedUtc, now).SetProperty(r => r.ProcessesUnderWay, 0),
            cancel);
    }

    private static async Task CountSignalsAsync(TriageContext db, long runId, JudgementDiff diff, CancellationToken cancel)
    {
        var known = await db.RejudgeSignals.Where(s => s.RunId == runId).ToDictionaryAsync(s => s.SignalId, cancel);
        foreach (var signal in diff.Signals)
        {
            if (!known.TryGetValue(signal.SignalId, out var row))
                db.RejudgeSignals.Add(row = new() { RunId = runId, SignalId = signal.SignalId });
            row.New += signal.New;
            row.Gone += signal.Gone;
            row.Moved += signal.Moved;
            row.Failures += signal.Failures;
        }
    }

    private static async Task KeepSamplesAsync(TriageContext db, long runId, JudgementDiff diff, CancellationToken cancel)
    {
        foreach (var added in diff.Changes.GroupBy(c => c.Kind))
        {
            var stored = await db.RejudgeChanges.Where(c => c.RunId == runId && c.Kind == added.Key).ToListAsync(cancel);
            var ordered = stored.Concat(added).Order(JudgementDiff.WeightiestFirst).ToList();
            foreach (var change in ordered.Take(JudgementDiff.Samples).Where(c => c.Id == 0))
            {
                change.RunId = runId;
                db.RejudgeChanges.Add(change);
            }

            db.RejudgeChanges.RemoveRange(ordered.Skip(JudgementDiff.Samples).Where(c => c.Id != 0));
        }
    }
}
