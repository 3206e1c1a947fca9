using System.Collections.Frozen;
using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Processes;

/// <summary>Recognises proxy hosts by file name or version resource. The only thing that is done for every process, so it allocates nothing.</summary>
internal sealed class HostRecogniser
{
    private readonly ReferenceData _reference;
    private readonly FrozenDictionary<string, HostIdentity>.AlternateLookup<ReadOnlySpan<char>> _listed;
    private readonly FrozenDictionary<ProxyHost, HostIdentity[]> _identities;

    public HostRecogniser(ReferenceData reference, DetectionSettings settings)
    {
        _reference = reference;
        _identities = reference.Hosts.ToFrozenDictionary(host => host, host => Enum.GetValues<IdentityKind>().Select(kind => new HostIdentity(host, kind)).ToArray());
        _listed = settings.ParentProcessNames.Distinct(Comparers.ImagePath)
            .ToFrozenDictionary(name => name, name => new HostIdentity(Listed(name), IdentityKind.Listed), Comparers.ImagePath)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public HostIdentity? Recognise(ProcessFacts process)
    {
        var path = process.Image.AsSpan();
        var cut = path.LastIndexOfAny('\\', '/');
        var name = (cut < 0 ? path : path[(cut + 1)..]).TrimEnd(". ");
        var byName = _reference.HostByName(name);
        var original = string.IsNullOrEmpty(process.OriginalFileName) || process.OriginalFileName is "-" or "?" ? null : process.OriginalFileName;
        var byOriginal = original is null ? null : _reference.HostByOriginalName(original);
        if (original is null && byName is null && process.Description is { Length: > 0 } description && process.Company is { } company && company.StartsWith("Microsoft", StringComparison.OrdinalIgnoreCase))
            byOriginal = _reference.HostByDescription(description);
        byOriginal ??= original is null && byName is null ? ByShape(process.CommandLine) : null;
        if (byOriginal is not null)
            return _identities[byOriginal][byName == byOriginal ? (int)IdentityKind.ByName : (int)IdentityKind.Renamed];
        if (byName is not null)
        {
            // Programs of others may share a name (update.exe); those of Windows give theirs away by its version resource.
            if (original is null)
                return _identities[byName][(int)IdentityKind.ByName];
            if (byName.OriginalNames.Count == 0 || byName.Folders.Count == 0)
                return null;
            var borrowed = !byName.IsHome(CanonicalPath.Parse(process.Image));
            return _identities[byName][borrowed ? (int)IdentityKind.BorrowedName : (int)IdentityKind.ByName];
        }

        return _listed.TryGetValue(name, out var listed) ? listed : null;
    }

    // Only the script hosts take options behind two slashes; //E: and //B are theirs alone.
    private ProxyHost? ByShape(string? line)
    {
        if (line is null)
            return null;
        var at = line.IndexOf(" //", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var rest = line.AsSpan(at);
        return rest.Contains(" //e:", StringComparison.OrdinalIgnoreCase) || rest.Contains(" //nologo", StringComparison.OrdinalIgnoreCase) || rest.EndsWith(" //b", StringComparison.OrdinalIgnoreCase) || rest.Contains(" //b ", StringComparison.OrdinalIgnoreCase)
            ? _reference.HostByName("cscript.exe")
            : null;
    }

    private static ProxyHost Listed(string name) => new()
    {
        Id = "listed",
        Title = name,
        Names = [name],
        OriginalNames = [],
        Folders = [],
        Grammar = "any-file",
        Technique = "T1216",
        Spawns = SpawnHabit.Scripted,
    };
}
