using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Intake;

/// <summary>The one way for bytes into the console: to the disk, then a row that says so, then the doorbell.</summary>
public sealed class ImportDoor(IDbContextFactory<TriageContext> contexts, StorageFolder storage, ImportDoorbell doorbell, TimeProvider time, Notices notices)
{
    private const int CopyBytes = 128 * 1024;

    /// <summary>Copies the bytes to the disk. Disposing what is returned removes them again, unless an import has got them.</summary>
    /// <exception cref="IOException">They could not be read or written; nothing is left of them.</exception>
    public async Task<KeptBytes> KeepAsync(Stream content, IProgress<long>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = Path.Combine(storage.Uploads, $"{Guid.NewGuid():N}.part");
        try
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
            return new(path, Convert.ToHexString(hash.GetHashAndReset()), length);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>
    /// Queues an import of kept bytes. The same bytes as an import that ended well, or is under way, start nothing: that
    /// import is returned.
    /// </summary>
    /// <param name="name">For display only, never a path.</param>
    public async Task<ImportStarted> QueueAsync(KeptBytes kept, string name, ImportOrigin origin, string? requestedBy, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(kept);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var same = await db.Imports
            .Where(i => i.Sha256 == kept.Sha256 && i.State != ImportState.Failed && i.State != ImportState.Cancelled && i.State != ImportState.Deleting)
            .OrderBy(i => i.Id).Select(i => new { i.Id }).FirstOrDefaultAsync(cancel);
        if (same is not null)
            return new(same.Id, AlreadyKnown: true);
        var row = new ImportRow
        {
            Name = Shown(name),
            Origin = origin,
            StoredPath = kept.Path,
            Sha256 = kept.Sha256,
            TotalBytes = kept.Length,
            RequestedBy = requestedBy,
            CreatedUtc = time.GetUtcNow().UtcDateTime,
        };
        db.Imports.Add(row);
        await db.SaveChangesAsync(cancel);
        kept.GiveAway();
        doorbell.Ring(row.Id);
        notices.Publish(Topic.Imports);
        return new(row.Id, AlreadyKnown: false);
    }

    /// <summary>Removes what a killed process had begun to copy. Only before the first upload: later they could not be told from one under way.</summary>
    public async Task<int> RemoveLeftoversAsync(CancellationToken cancel)
    {
        if (!Directory.Exists(storage.Uploads))
            return 0;
        await using var db = await contexts.CreateDbContextAsync(cancel);

        // By name: the folder may have been moved since.
        var known = (await db.Imports.Where(i => i.StoredPath != "").Select(i => i.StoredPath).ToListAsync(cancel)).Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        var left = Directory.EnumerateFiles(storage.Uploads, "*.part").Where(path => !known.Contains(Path.GetFileName(path))).ToList();
        left.ForEach(File.Delete);
        return left.Count;
    }

    private static string Shown(string name)
    {
        var text = string.IsNullOrWhiteSpace(name) ? "unnamed" : name.Trim();
        return text.Length > 260 ? text[..260] : text;
    }
}

/// <summary>Bytes on the console's disk that no import has yet.</summary>
/// <param name="Path">Where.</param>
/// <param name="Sha256">Upper-case hex.</param>
/// <param name="Length">Bytes.</param>
public sealed record KeptBytes(string Path, string Sha256, long Length) : IDisposable
{
    private bool _given;

    public void Dispose()
    {
        if (!_given)
            File.Delete(Path);
    }

    internal void GiveAway() => _given = true;
}

/// <summary>What became of a file.</summary>
/// <param name="ImportId">The import that reads it, or that has read the same bytes before.</param>
/// <param name="AlreadyKnown">Whether it is that earlier one.</param>
public sealed record ImportStarted(long ImportId, bool AlreadyKnown);
