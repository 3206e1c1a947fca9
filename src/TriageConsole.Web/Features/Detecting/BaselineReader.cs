using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>The baseline in force, as detection wants it.</summary>
public sealed class BaselineReader(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    public async Task<BaselineMatcher> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.ApprovedUses.AsNoTracking()
            .Where(u => u.State == ApprovedUseState.Active && u.ExpiresUtc > now).OrderBy(u => u.Id).ToListAsync(cancel);
        return BaselineMatcher.Create([.. rows.Select(row => row.ToUse())], now);
    }
}
