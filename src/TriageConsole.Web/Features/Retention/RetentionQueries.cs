using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;

namespace TriageConsole.Web.Features.Retention;

/// <summary>What is stored now and what retention did.</summary>
public sealed record StorageReport(
    long DatabaseBytes, long UploadBytes, long Processes, DateTime? OldestUtc, DateTime? YoungestUtc, IReadOnlyList<RetentionRunRow> Runs);

/// <summary>What the storage page reads.</summary>
public sealed class RetentionQueries(IDbContextFactory<TriageContext> contexts, RetentionSweep sweep, UploadedFiles uploads)
{
    private const int Shown = 20;

    public async Task<StorageReport> ReadAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return new(
            await sweep.UsedBytesAsync(cancel), uploads.Bytes(), await db.Processes.LongCountAsync(cancel),
            await db.Processes.MinAsync(p => p.StartUtc, cancel), await db.Processes.MaxAsync(p => p.StartUtc, cancel),
            await db.RetentionRuns.AsNoTracking().OrderByDescending(r => r.Id).Take(Shown).ToListAsync(cancel));
    }
}
