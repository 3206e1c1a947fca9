using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Intake.Spool;

/// <summary>Turns closed spool files into imports, at run time and for what a killed process left.</summary>
internal sealed class SpoolImports(IDbContextFactory<TriageContext> contexts, SpoolFolder folder, ImportDoorbell doorbell, TimeProvider time, Notices notices)
{
    private const int CutBytes = 64 * 1024;

    /// <summary>How imports of a token are called, on the imports page and in the records of their events.</summary>
    public static string NameOf(string tokenName) => $"Intake · {tokenName}";

    /// <summary>Queues an import of a closed file. Called again after a failure it makes no second row, but rings again.</summary>
    /// <param name="ring">False while the console stops: its queue is being taken down, and the next start rings.</param>
    public async Task AddAsync(string path, string tokenName, long length, bool ring, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Imports.FirstOrDefaultAsync(i => i.StoredPath == path, cancel);
        if (row is null)
        {
            row = new ImportRow
            {
                Name = NameOf(tokenName),
                Origin = ImportOrigin.Intake,
                StoredPath = path,
                TotalBytes = length,
                CreatedUtc = time.GetUtcNow().UtcDateTime,
            };
            db.Imports.Add(row);
            await db.SaveChangesAsync(cancel);
        }

        if (ring)
            doorbell.Ring(row.Id);
        notices.Publish(Topic.Imports);
    }

    /// <summary>
    /// Files that no import knows were open when a process was killed. Whatever was answered with success ends with a line
    /// end, so that a last line without one was never accepted and is cut off.
    /// </summary>
    public async Task<int> RecoverAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var known = (await db.Imports.Where(i => i.Origin == ImportOrigin.Intake).Select(i => i.StoredPath).ToListAsync(cancel))
            .Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        var names = await db.ApiTokens.ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        var recovered = 0;
        foreach (var (path, name) in folder.Files().Where(file => !known.Contains(Path.GetFileName(file.Path))).OrderBy(file => File.GetCreationTimeUtc(file.Path)).ToList())
        {
            var length = CutLastLine(path);
            if (length == 0)
            {
                File.Delete(path);
                continue;
            }

            await AddAsync(path, names.GetValueOrDefault(name.TokenId, "a token that is gone"), length, ring: true, cancel);
            recovered++;
        }

        return recovered;
    }

    private static long CutLastLine(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var buffer = new byte[CutBytes];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - CutBytes);
            file.Position = start;
            file.ReadExactly(buffer, 0, (int)(end - start));
            var feed = buffer.AsSpan(0, (int)(end - start)).LastIndexOf((byte)'\n');
            if (feed >= 0)
            {
                file.SetLength(start + feed + 1);
                return file.Length;
            }

            end = start;
        }

        file.SetLength(0);
        return 0;
    }
}
