using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>The way of an import: queued → reading → detecting → completed. Each step starts where the row says it stopped.</summary>
public sealed class ImportRunner(
    ReadStep read, JudgeStep judge, IDbContextFactory<TriageContext> contexts, LiveProgress live, TimeProvider time, Notices notices)
{
    public async Task RunAsync(long importId, CancellationToken cancel)
    {
        var state = await StateAsync(importId, cancel);
        if (state is ImportState.Queued or ImportState.Reading)
        {
            await MoveAsync(importId, ImportState.Reading, cancel);
            var finished = await read.RunAsync(importId, cancel);
            live.Forget(importId);
            if (!finished)
            {
                await EndAsync(importId, ImportState.Cancelled, cancel);
                return;
            }

            await MoveAsync(importId, ImportState.Detecting, cancel);
            state = ImportState.Detecting;
        }

        if (state != ImportState.Detecting)
            return;
        var judged = await judge.RunAsync(importId, cancel);
        await EndAsync(importId, judged ? null : ImportState.Cancelled, cancel);
    }

    private async Task<ImportState?> StateAsync(long importId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Imports.Where(i => i.Id == importId).Select(i => (ImportState?)i.State).FirstOrDefaultAsync(cancel);
    }

    private async Task MoveAsync(long importId, ImportState state, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Imports.Where(i => i.Id == importId).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.State, state).SetProperty(i => i.StartedUtc, i => i.StartedUtc ?? now), cancel);
        notices.Publish(Topic.Imports);
    }

    private async Task EndAsync(long importId, ImportState? state, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var import = await db.Imports.SingleAsync(i => i.Id == importId, cancel);
        var files = await db.ImportFiles.Where(f => f.ImportId == importId)
            .GroupBy(f => f.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var failed = files.Where(f => f.State == ImportFileState.Failed).Sum(f => f.Count);
        import.State = state ?? (files.Count > 0 && failed == files.Sum(f => f.Count) ? ImportState.Failed
            : failed > 0 || import.Warnings > 0 ? ImportState.CompletedWithWarnings
            : ImportState.Completed);
        if (import.State == ImportState.Failed)
            import.Error ??= "Nothing in it could be read; its page says why.";
        if (state is null)
            import.ReadBytes = import.TotalBytes;
        import.FinishedUtc = time.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Imports);
        notices.Publish(Topic.Alerts);
    }
}
