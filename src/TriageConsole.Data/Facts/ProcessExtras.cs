using Microsoft.EntityFrameworkCore;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>Modules and writes of a set of processes, and who wrote their images; read in a few queries.</summary>
internal sealed class ProcessExtras
{
    // An alert of a program that writes thousands of files needs the fact, not all of them.
    private const int MaxEach = 200;

    private readonly ILookup<long, ModuleFact> _modules;
    private readonly ILookup<long, FileWriteFact> _writes;
    private readonly ILookup<(int Host, string Key), FileWriteFact> _writers;

    private readonly HashedFiles _files;

    private ProcessExtras(
        ILookup<long, ModuleFact> modules, ILookup<long, FileWriteFact> writes, ILookup<(int, string), FileWriteFact> writers, HashedFiles files)
    {
        _files = files;
        _modules = modules;
        _writes = writes;
        _writers = writers;
    }

    /// <summary>Nothing beside the processes themselves.</summary>
    public static ProcessExtras None { get; } = new(
        Enumerable.Empty<(long Process, ModuleFact Fact)>().ToLookup(m => m.Process, m => m.Fact), Enumerable.Empty<(long Process, FileWriteFact Fact)>().ToLookup(w => w.Process, w => w.Fact),
        Enumerable.Empty<((int, string) Key, FileWriteFact Fact)>().ToLookup(w => w.Key, w => w.Fact), HashedFiles.None);

    public static async Task<ProcessExtras> ReadAsync(TriageContext db, FactsLoader loader, List<FactsRow> rows, int idsAtOnce, CancellationToken cancel)
    {
        var modules = new List<(long Process, ModuleFact Fact)>();
        var writes = new List<(long Process, FileWriteFact Fact)>();
        var writers = new List<((int Host, string Key) Key, FileWriteFact Fact)>();
        var actors = await ActorsAsync(loader, rows, cancel);
        foreach (var ids in actors.Chunk(idsAtOnce))
        {
            modules.AddRange((await db.Modules.Where(m => ids.Contains(m.ProcessId)).OrderBy(m => m.UtcTime).ThenBy(m => m.Id)
                .Select(m => new { m.ProcessId, m.ImageLoaded!.Value, Signature = m.Signature!, m.UtcTime }).ToListAsync(cancel))
                .Select(m => (m.ProcessId, new ModuleFact(m.Value, SignatureRows.Fact(m.Signature, SignatureSource.OwnImageLoad), m.UtcTime))));
            writes.AddRange((await db.FileWrites.Where(w => w.ProcessId != null && ids.Contains(w.ProcessId.Value)).OrderBy(w => w.UtcTime).ThenBy(w => w.Id)
                .Select(w => new { w.ProcessId, Target = w.Target!.Value, Writer = w.WriterImage!.Value, w.UtcTime }).ToListAsync(cancel))
                .Select(w => (w.ProcessId!.Value, new FileWriteFact(w.Target, w.ProcessId, w.Writer, w.UtcTime))));
        }

        foreach (var host in rows.GroupBy(r => r.Process.HostId))
        {
            if (!await db.FileWrites.AnyAsync(w => w.HostId == host.Key, cancel))
                continue;
            var images = host.Select(r => r.Image.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
            foreach (var some in images.Chunk(idsAtOnce))
                writers.AddRange(await WritersAsync(db, host.Key, some, cancel));
        }

        return new(
            modules.ToLookup(m => m.Process, m => m.Fact),
            writes.ToLookup(w => w.Process, w => w.Fact),
            writers.ToLookup(w => w.Key, w => w.Fact),
            await HashedFiles.ReadAsync(db, [.. rows.Select(r => r.Process.HostId).Distinct()], cancel));
    }

    // Most processes load nothing worth keeping and write nothing that runs: only those that did are asked for more.
    private static async Task<List<long>> ActorsAsync(FactsLoader loader, List<FactsRow> rows, CancellationToken cancel)
    {
        var actors = new SortedSet<long>();
        foreach (var ids in rows.Select(r => r.Process.Id).Order().Chunk(2_000))
        {
            var list = FactsLoader.List(ids);
            await loader.ReadAsync(
                $"SELECT DISTINCT \"ProcessId\" FROM \"Modules\" WHERE \"ProcessId\" IN ({list}) UNION SELECT DISTINCT \"ProcessId\" FROM \"FileWrites\" WHERE \"ProcessId\" IN ({list})",
                reader => actors.Add(reader.GetInt64(0)), cancel);
        }

        return [.. actors];
    }

    private static async Task<IEnumerable<((int Host, string Key), FileWriteFact)>> WritersAsync(
        TriageContext db, int host, string[] some, CancellationToken cancel)
    {
        var keys = (await TextIds.OfAsync(db, some, cancel)).Values.ToList();
        if (keys.Count == 0)
            return [];
        return (await db.FileWrites.Where(w => w.HostId == host && keys.Contains(w.TargetKeyId)).OrderBy(w => w.UtcTime).ThenBy(w => w.Id)
            .Select(w => new { Key = w.TargetKey!.Value, Target = w.Target!.Value, w.ProcessId, Writer = w.WriterImage!.Value, w.UtcTime }).ToListAsync(cancel))
            .Select(w => ((host, w.Key), new FileWriteFact(w.Target, w.ProcessId, w.Writer, w.UtcTime)));
    }

    public IReadOnlyList<ModuleFact> Modules(long process) => [.. _modules[process].Take(MaxEach)];

    public IReadOnlyList<FileWriteFact> Writes(long process) => [.. _writes[process].Take(MaxEach)];

    /// <summary>Files with a recorded hash that a command line seems to name.</summary>
    public IReadOnlyList<NamedFileFact> NamedFiles(int host, string? commandLine, DateTime? startUtc) => _files.Named(host, commandLine, startUtc);

    /// <summary>The last write of the image before the process started.</summary>
    public FileWriteFact? ImageWriter(int host, string image, DateTime? startUtc) =>
        startUtc is { } start ? _writers[(host, image.ToLowerInvariant())].Where(w => w.UtcTime <= start).MaxBy(w => w.UtcTime) : null;
}
