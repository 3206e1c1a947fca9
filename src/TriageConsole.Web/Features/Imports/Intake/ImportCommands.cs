using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Intake;

/// <summary>What people do with imports. The row is the truth; the job queue only the doorbell.</summary>
public sealed class ImportCommands(
    IDbContextFactory<TriageContext> contexts, StorageFolder storage, ImportDoorbell doorbell, TimeProvider time, Notices notices)
{
    private const int CopyBytes = 128 * 1024;

    /// <summary>
    /// Keeps the bytes on disk and queues an import of them. The same bytes as an import that ended well, or is under way,
    /// start nothing: that import is returned.
    /// </summary>
    /// <param name="name">Name as dropped; for display only, never a path.</param>
    public async Task<ImportStarted> StartAsync(Actor actor, string name, Stream content, IProgress<long>? progress, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.RunImports);
        ArgumentNullException.ThrowIfNull(content);
        var stored = Path.Combine(storage.Uploads, $"{Guid.NewGuid():N}.part");
        try
        {
            var (hash, length) = await KeepAsync(content, stored, progress, cancel);
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var same = await db.Imports
                .Where(i => i.Sha256 == hash && i.State != ImportState.Failed && i.State != ImportState.Cancelled && i.State != ImportState.Deleting)
                .OrderBy(i => i.Id).Select(i => new { i.Id }).FirstOrDefaultAsync(cancel);
            if (same is not null)
            {
                File.Delete(stored);
                return new(same.Id, AlreadyKnown: true);
            }

            var row = new ImportRow
            {
                Name = Shown(name),
                Origin = ImportOrigin.Upload,
                StoredPath = stored,
                Sha256 = hash,
                TotalBytes = length,
                RequestedBy = actor.Name,
                CreatedUtc = time.GetUtcNow().UtcDateTime,
            };
            db.Imports.Add(row);
            await db.SaveChangesAsync(cancel);
            doorbell.Ring(row.Id);
            notices.Publish(Topic.Imports);
            return new(row.Id, AlreadyKnown: false);
        }
        catch
        {
            File.Delete(stored);
            throw;
        }
    }

    /// <summary>Asks a running or queued import to stop; what it stored stays.</summary>
    public async Task<bool> CancelAsync(Actor actor, long importId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.RunImports);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var asked = await db.Imports
            .Where(i => i.Id == importId && (i.State == ImportState.Queued || i.State == ImportState.Reading || i.State == ImportState.Detecting))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.CancelRequested, true), cancel);
        notices.Publish(Topic.Imports);
        return asked == 1;
    }

    /// <summary>Queues a failed or cancelled import again; it goes on after the last stored batch.</summary>
    public async Task<bool> RetryAsync(Actor actor, long importId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.RunImports);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var queued = await db.Imports
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
        var marked = await db.Imports
            .Where(i => i.Id == importId && (i.State == ImportState.Completed || i.State == ImportState.CompletedWithWarnings
                || i.State == ImportState.Failed || i.State == ImportState.Cancelled))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Deleting).SetProperty(i => i.Error, (string?)null), cancel);
        if (marked != 1)
            return false;
        doorbell.RingDelete(importId);
        notices.Publish(Topic.Imports);
        return true;
    }

    private static async Task<(string Hash, long Length)> KeepAsync(Stream content, string path, IProgress<long>? progress, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, CopyBytes, useAsync: true);
        var buffer = new byte[CopyBytes];
        long length = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancel)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            length += read;
            progress?.Report(length);
        }

        await file.FlushAsync(cancel);
        file.Flush(flushToDisk: true);
        return (Convert.ToHexString(hash.GetHashAndReset()), length);
    }

    private static string Shown(string name)
    {
        var text = string.IsNullOrWhiteSpace(name) ? "unnamed" : name.Trim();
        return text.Length > 260 ? text[..260] : text;
    }
}

/// <summary>What became of a dropped file.</summary>
/// <param name="ImportId">The import that reads it, or that has read the same bytes before.</param>
/// <param name="AlreadyKnown">Whether it is that earlier one.</param>
public sealed record ImportStarted(long ImportId, bool AlreadyKnown);
