using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Features.Retention;

/// <summary>The files that imports were read from. Once read they serve only to be read again.</summary>
public sealed class UploadedFiles(StorageFolder storage, IDbContextFactory<TriageContext> contexts)
{
    /// <summary>All that lies in the storage folder's own folders: uploads, spooled events, reports, keys.</summary>
    public long Bytes()
    {
        var bytes = 0L;
        foreach (var folder in Directory.Exists(storage.Root) ? Directory.EnumerateDirectories(storage.Root) : [])
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            {
                // A spooled file may go while it is counted.
                file.Refresh();
                bytes += file.Exists ? file.Length : 0;
            }
        }

        return bytes;
    }

    /// <summary>Removes the files of imports that ended before a moment, oldest first, until enough bytes are free.</summary>
    public async Task<(int Files, long Bytes)> RemoveAsync(DateTime endedBefore, long enough, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var ended = await db.Imports
            .Where(i => i.StoredPath != "" && i.FinishedUtc != null && i.FinishedUtc < endedBefore && i.Origin != ImportOrigin.Seed && i.Origin != ImportOrigin.Scan
                && (i.State == ImportState.Completed || i.State == ImportState.CompletedWithWarnings || i.State == ImportState.Failed || i.State == ImportState.Cancelled))
            .OrderBy(i => i.FinishedUtc).Select(i => new { i.Id, i.StoredPath }).ToListAsync(cancel);
        var (files, bytes) = (0, 0L);
        foreach (var import in ended)
        {
            if (bytes >= enough)
                break;
            if (!storage.Holds(import.StoredPath))
                continue;
            var file = new FileInfo(import.StoredPath);
            var length = file.Exists ? file.Length : 0;
            file.Delete();
            await db.Imports.Where(i => i.Id == import.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.StoredPath, string.Empty), cancel);
            files++;
            bytes += length;
        }

        return (files, bytes);
    }
}
