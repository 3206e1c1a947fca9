using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>
/// Asks for hosts to be judged again whose alerts rest on a baseline that is no longer what it was: an approved use ends by
/// the clock, and a request to judge can be lost with the process. An expired approval must never go on covering.
/// </summary>
public sealed class StaleAlertsJob(IDbContextFactory<TriageContext> contexts, IJudgeRequests judge, TimeProvider time)
{
    /// <summary>Hosts with a covered alert whose approved use is not in force.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await AskAsync(await OutOfForceAsync(db, cancellationToken), cancellationToken);
    }

    /// <summary>The same, and hosts with an open alert that was judged before the last approval.</summary>
    public async Task AfterStartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hosts = await OutOfForceAsync(db, cancellationToken);
        var approved = await db.ApprovedUses.Where(use => use.State == ApprovedUseState.Active).MaxAsync(use => use.DecidedUtc, cancellationToken);
        if (approved is { } last)
            hosts.UnionWith(await db.Alerts.Counted().Where(a => a.Status == AlertStatus.Open && a.JudgedUtc < last).Select(a => a.HostId).Distinct().ToListAsync(cancellationToken));
        await AskAsync(hosts, cancellationToken);
    }

    private async Task<HashSet<int>> OutOfForceAsync(TriageContext db, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return [.. await db.Alerts.Counted()
            .Where(a => a.Status == AlertStatus.Covered
                && !db.ApprovedUses.Any(use => use.Id == a.ApprovedUseId && use.State == ApprovedUseState.Active && use.ExpiresUtc > now))
            .Select(a => a.HostId).Distinct().ToListAsync(cancel)];
    }

    private Task AskAsync(HashSet<int> hosts, CancellationToken cancel) => hosts.Count > 0 ? judge.RequestAsync(hosts, cancel) : Task.CompletedTask;
}
