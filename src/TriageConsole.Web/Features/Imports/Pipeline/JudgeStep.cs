using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Facts;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>
/// Judges the hosts that an import touched from where the row says it stopped: several at a time, written one after the
/// other, so that the row always names the last of those that are done.
/// </summary>
public sealed class JudgeStep(
    ProcessFactsReader reader, HostJudge judge, BaselineReader baseline, IDbContextFactory<TriageContext> contexts, Notices notices)
{
    /// <summary>Returns false when a person asked to stop.</summary>
    public async Task<bool> RunAsync(long importId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var done = await db.Imports.Where(i => i.Id == importId).Select(i => i.DetectedHostId).SingleAsync(cancel) ?? int.MinValue;
        var matcher = await baseline.ReadAsync(cancel);
        var hosts = (await reader.HostsTouchedByAsync(importId, cancel)).Where(touched => touched.HostId > done);
        if (!await HostTurns.RunAsync(hosts, (touched, turn, stop) => HostAsync(importId, touched.HostId, touched.From, matcher, turn, stop), cancel))
            return false;
        await CountAsync(db, importId, cancel);
        return true;
    }

    private async Task<bool> HostAsync(long importId, int host, DateTime? from, BaselineMatcher matcher, Task turn, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Imports.AnyAsync(i => i.Id == importId && i.CancelRequested, cancel))
            return false;
        var changes = await judge.RunAsync(host, importId, matcher, from, before: null, turn, cancel);
        if (changes.Raised > 0 || changes.Covered > 0)
            await CountAsync(db, importId, cancel);
        await db.Imports.Where(i => i.Id == importId).ExecuteUpdateAsync(set => set.SetProperty(i => i.DetectedHostId, host), cancel);
        notices.Publish(Topic.Alerts);
        return true;
    }

    // Counted from the alerts, never added up: a kill between an alert and its sum would lose it.
    private static Task<int> CountAsync(TriageContext db, long importId, CancellationToken cancel) => db.Imports.Where(i => i.Id == importId).ExecuteUpdateAsync(
        set => set.SetProperty(i => i.AlertsRaised, db.Alerts.Count(a => a.FirstImportId == importId))
            .SetProperty(i => i.AlertsCovered, db.Alerts.Count(a => a.FirstImportId == importId && a.Status == AlertStatus.Covered)),
        cancel);
}
