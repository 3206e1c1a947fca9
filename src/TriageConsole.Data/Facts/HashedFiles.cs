using Microsoft.EntityFrameworkCore;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>
/// The files of hosts whose hash was recorded when they were written (Sysmon 15 and 29, Defender), found by the names in command
/// lines. Which of those are the code that is run is detection's to say.
/// </summary>
internal sealed class HashedFiles
{
    // A command line that names more files than this is none that a person approves.
    private const int MostNamed = 32;

    // Records of one write can be moments apart.
    private static readonly TimeSpan _sameWrite = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(int Host, string Name), List<Write>> _byName = [];
    private readonly ILookup<int, string> _namesWithBlanks;

    private HashedFiles(IEnumerable<(int Host, Write Write)> writes)
    {
        foreach (var (host, write) in writes)
        {
            var key = (host, WindowsPath.FileName(write.Target).ToLowerInvariant());
            if (!_byName.TryGetValue(key, out var list))
                _byName[key] = list = [];
            list.Add(write);
        }

        _namesWithBlanks = _byName.Keys.Where(key => key.Name.AsSpan().ContainsAny(_breaks)).ToLookup(key => key.Host, key => key.Name);
    }

    private static readonly System.Buffers.SearchValues<char> _breaks = System.Buffers.SearchValues.Create(" \t\"',;=()&|<>`");

    public static HashedFiles None { get; } = new([]);

    public static async Task<HashedFiles> ReadAsync(TriageContext db, IReadOnlyCollection<int> hosts, CancellationToken cancel)
    {
        var writes = new List<(int, Write)>();
        foreach (var host in hosts)
        {
            var hashed = db.FileWrites.Where(w => w.HostId == host && w.Hash != null);
            if (!await hashed.AnyAsync(cancel))
                continue;

            // With the writes of the same files that nobody hashed: after one of those the hash is known no more.
            var keys = hashed.Select(w => w.TargetKeyId);
            writes.AddRange((await db.FileWrites.Where(w => w.HostId == host && keys.Contains(w.TargetKeyId)).OrderBy(w => w.UtcTime).ThenBy(w => w.Id)
                .Select(w => new Write(w.Target!.Value, w.UtcTime, w.Hash)).ToListAsync(cancel)).Select(write => (host, write)));
        }

        return writes.Count == 0 ? None : new(writes);
    }

    /// <summary>The files that a command line seems to name, as they were when the process started.</summary>
    public IReadOnlyList<NamedFileFact> Named(int host, string? commandLine, DateTime? startUtc)
    {
        if (_byName.Count == 0 || startUtc is not { } start || string.IsNullOrEmpty(commandLine))
            return [];
        var files = new List<NamedFileFact>();
        foreach (var name in Names(host, commandLine.ToLowerInvariant()).Distinct())
        {
            if (!_byName.TryGetValue((host, name), out var writes))
                continue;
            foreach (var target in writes.Where(w => w.UtcTime <= start).GroupBy(w => w.Target, StringComparer.OrdinalIgnoreCase))
            {
                var hashed = target.LastOrDefault(w => w.Hash is not null);
                if (hashed is not null && target.Last().UtcTime - hashed.UtcTime <= _sameWrite && files.Count < MostNamed)
                    files.Add(new(target.Key, hashed.Hash!));
            }
        }

        return files;
    }

    private IEnumerable<string> Names(int host, string line)
    {
        foreach (var word in line.Split([' ', '\t', '"', '\'', ',', ';', '=', '(', ')', '&', '|', '<', '>', '`', '\\', '/', ':'], StringSplitOptions.RemoveEmptyEntries))
            yield return word;
        foreach (var name in _namesWithBlanks[host])
        {
            if (line.Contains(name, StringComparison.Ordinal))
                yield return name;
        }
    }

    private sealed record Write(string Target, DateTime UtcTime, string? Hash);
}
