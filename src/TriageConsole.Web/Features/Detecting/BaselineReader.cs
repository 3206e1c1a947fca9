using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting.Rejudge;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>The baseline in force, as detection wants it.</summary>
public sealed class BaselineReader(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    public Task<BaselineMatcher> ReadAsync(CancellationToken cancel) => ReadAsync(new(0), cancel);

    /// <summary>The baseline as a request would have it.</summary>
    public async Task<BaselineMatcher> ReadAsync(RejudgeRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.ApprovedUses.AsNoTracking()
            .Where(u => u.State == ApprovedUseState.Active).OrderBy(u => u.Id).ToListAsync(cancel);
        var without = request.RemovedUses.Concat(request.AddedUses.Select(use => use.Id)).ToHashSet();
        return BaselineMatcher.Create(
            [
                .. rows.Where(row => !without.Contains(row.Id)).Select(row => row.ToUse()),
                .. request.AddedUses.Select(use => use with { State = ApprovedUseState.Active }),
            ],
            now,
            await UseGroupReader.ReadAsync(db, cancel));
    }
}
