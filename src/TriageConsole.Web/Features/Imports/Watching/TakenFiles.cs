using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>Which files of a folder were taken: the rows, and a copy in memory, since every look asks for all of them.</summary>
internal sealed class TakenFiles
{
    private readonly IDbContextFactory<TriageContext> _contexts;
    private readonly string _folder;
    private readonly Dictionary<string, WatchedFileRow> _byPath;

    private TakenFiles(IDbContextFactory<TriageContext> contexts, string folder, Dictionary<string, WatchedFileRow> byPath)
    {
        _contexts = contexts;
        _folder = folder;
        _byPath = byPath;
    }

    public int Count => _byPath.Count;

    public static async Task<TakenFiles> ReadAsync(IDbContextFactory<TriageContext> contexts, string folder, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.WatchedFiles.AsNoTracking().Where(w => w.Folder == folder).ToListAsync(cancel);
        return new(contexts, folder, rows.ToDictionary(row => row.Path, StringComparer.Ordinal));
    }

    /// <summary>How the file was when it was taken, at this place; null: never.</summary>
    public WatchedFileRow? Find(string path) => _byPath.GetValueOrDefault(StorableText.Clean(path));

    /// <summary>Files that were moved away after a moment.</summary>
    public IEnumerable<WatchedFileRow> MovedAfter(DateTime utc) => _byPath.Values.Where(row => row.Moved && row.TakenUtc > utc);

    /// <summary>Remembers a file as taken; one that lay at the same place before is forgotten.</summary>
    /// <param name="movedTo">Where it was moved to, from the folder; null: it stayed.</param>
    public async Task SaveAsync(FoundFile file, long importId, DateTime utc, string? movedTo, bool moved, CancellationToken cancel)
    {
        var (was, now) = (StorableText.Clean(file.Path), StorableText.Clean(movedTo ?? file.Path));
        var (wasKey, nowKey) = (KeyOf(was), KeyOf(now));
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.WatchedFiles.Where(w => w.Key == wasKey || w.Key == nowKey).ExecuteDeleteAsync(cancel);
        var row = new WatchedFileRow
        {
            Key = nowKey,
            Folder = _folder,
            Path = now,
            Length = file.Length,
            ModifiedTicks = file.ModifiedTicks,
            ImportId = importId,
            TakenUtc = utc,
            Moved = moved,
        };
        db.WatchedFiles.Add(row);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        _byPath.Remove(was);
        _byPath[now] = row;
    }

    private string KeyOf(string path) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{_folder}\n{path}")));
}
