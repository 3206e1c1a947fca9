using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.Baseline;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>What the Allow panel opens with.</summary>
public sealed class AllowQueries(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>The narrowest approved use that covers the alert; null where there is no such alert.</summary>
    public async Task<ApprovedUseDraft?> DraftAsync(Guid alertId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var chains = await StoredChain.LoadAsync(db, db.Alerts.Where(a => a.PublicId == alertId), cancel);
        return chains is [var (_, chain)] ? ApprovedUseDraft.From(chain.Verdict, chain.Processes) : null;
    }
}
