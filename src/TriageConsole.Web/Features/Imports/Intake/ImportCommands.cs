using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Intake;

/// <summary>What people do with imports. The row is the truth; the job queue only the doorbell.</summary>
public sealed class ImportCommands(IDbContextFactory<TriageContext> contexts, ImportDoor door, ImportDoorbell doorbell, FailedImports failures, Notices notices)
{
    /// <summary>
    /// Keeps the bytes on disk and queues an import of them. The same bytes as an import that ended well, or is under way,
    /// start nothing: that import is returned.
    /// </summary>
    /// <param name="name">Name as dropped; for display only, never a path.</param>
    public async Task<ImportStarted> StartAsync(Actor actor, string name, Stream content, IProgress<long>? progress, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.RunImports);
        using var kept = await door.KeepAsync(content, progress, cancel);
        return await door.QueueAsync(kept, name, ImportOrigin.Upload, actor.Name, cancel);
    }

    /// <summary>Asks a running or queued import to stop; what it stored stays.</summary>
    public async Task<bool> CancelAsync(Actor actor, long importId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.RunImports);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var asked = await db.Imports.Counted()
            .Where(i => i.Id == importId && (i.State == ImportState.Queued || i.State == ImportState.Reading || i.State == ImportState.Detecting))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.CancelRequested, true), cancel);
        notices.Publish(Topic.Imports);
        return asked == 1;
    }

    /// <summary>Queues a failed or cancelled import again; it goes on after the last stored batch.</summary>
    public async Task<bool> RetryAsync(Actor actor, long importId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.RunImports);
        await failures.WriteAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var queued = await db.Imports.Counted()
            .Where(i => i.Id == importId && (i.State == ImportState.Failed || i.State == ImportState.Cancelled) && i.StoredPath != "")
            .ExecuteUpdateAsync(
                set => set.SetProperty(i => i.State, ImportState.Queued).SetProperty(i => i.CancelRequested, false)
                    .SetProperty(i => i.Error, (string?)null).SetProperty(i => i.FinishedUtc, (DateTime?)null),
                cancel);
        if (queued != 1)
            return false;
        doorbell.Ring(importId);
        notices.Publish(Topic.Imports);
        return true;
    }

    /// <summary>
    /// Deletes an import that has ended, with all that came only from it; a job does it. Running imports are cancelled first.
    /// </summary>
    public async Task<bool> DeleteAsync(Actor actor, long importId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.RunImports);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var marked = await db.Imports.Counted()
            .Where(i => i.Id == importId && (i.State == ImportState.Completed || i.State == ImportState.CompletedWithWarnings
                || i.State == ImportState.Failed || i.State == ImportState.Cancelled))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Deleting).SetProperty(i => i.Error, (string?)null), cancel);
        if (marked != 1)
            return false;
        doorbell.RingDelete(importId);
        notices.Publish(Topic.Imports);
        return true;
    }
}
