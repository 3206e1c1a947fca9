using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using TriageConsole.Domain;

namespace TriageConsole.Detection.Reference;

/// <summary>What detection knows of Windows and ATT&amp;CK, loaded from data files and never changed afterwards.</summary>
public sealed class ReferenceData
{
    private readonly FrozenDictionary<string, ProxyHost>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly FrozenDictionary<string, ProxyHost>.AlternateLookup<ReadOnlySpan<char>> _byOriginalName;

    private readonly FrozenDictionary<string, ProxyHost> _byDescription;

    internal ReferenceData(ReferenceParts parts, string version)
    {
        Version = version;
        AttackVersion = parts.AttackVersion;
        Hosts = parts.Hosts;
        SignedScripts = parts.Scripts;
        Locations = parts.Locations;
        Brokers = parts.Brokers;
        DocumentedUses = parts.Uses;
        LibraryExports = parts.Exports;
        Techniques = parts.Techniques.ToFrozenDictionary(technique => technique.Id, Comparers.Id);
        Weights = parts.Weights.ToFrozenDictionary(pair => pair.Key, pair => pair.Value, Comparers.Id);
        Sets = parts.Sets.ToFrozenDictionary(pair => pair.Key, pair => pair.Value, Comparers.Id);
        _byName = Index(parts.Hosts, host => host.Names).GetAlternateLookup<ReadOnlySpan<char>>();
        _byOriginalName = Index(parts.Hosts, host => host.OriginalNames).GetAlternateLookup<ReadOnlySpan<char>>();
        _byDescription = Index(parts.Hosts, host => host.Descriptions);
        ScriptsByName = parts.Scripts.SelectMany(script => script.Names, (script, name) => (script, name))
            .GroupBy(pair => pair.name, Comparers.ImagePath)
            .ToFrozenDictionary(group => group.Key, group => group.First().script, Comparers.ImagePath);
    }

    /// <summary>Hash of the content: alerts record under which data they were judged. 16 hex digits.</summary>
    public string Version { get; }

    /// <summary>Version of ATT&amp;CK that names and tactics come from.</summary>
    public string AttackVersion { get; }

    /// <summary>Proxy hosts.</summary>
    public IReadOnlyList<ProxyHost> Hosts { get; }

    /// <summary>Signed scripts.</summary>
    public IReadOnlyList<SignedScript> SignedScripts { get; }

    /// <summary>Signed scripts by file name.</summary>
    public FrozenDictionary<string, SignedScript> ScriptsByName { get; }

    /// <summary>Location rules, first match decides.</summary>
    public IReadOnlyList<LocationRule> Locations { get; }

    /// <summary>Brokers.</summary>
    public IReadOnlyList<Broker> Brokers { get; }

    /// <summary>Documented uses of less common hosts.</summary>
    public IReadOnlyList<DocumentedUse> DocumentedUses { get; }

    /// <summary>Exports of system libraries that run what they are given.</summary>
    public IReadOnlyList<LibraryExport> LibraryExports { get; }

    /// <summary>Techniques by id.</summary>
    public FrozenDictionary<string, AttackTechnique> Techniques { get; }

    /// <summary>Weights by signal id.</summary>
    public FrozenDictionary<string, SignalWeights> Weights { get; }

    /// <summary>Named sets of image names (shells, document programs, servers …).</summary>
    public FrozenDictionary<string, FrozenSet<string>> Sets { get; }

    /// <summary>
    /// Reads the data files. No file is touched: the caller hands in their text.
    /// </summary>
    /// <param name="files">Text by file name, for example <c>proxy-hosts.json</c>.</param>
    /// <returns>The data, or every fault with its file and key.</returns>
    public static ReferenceLoadResult Load(IReadOnlyDictionary<string, string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var faults = new List<ReferenceFault>();
        var parts = ReferenceParser.Parse(files, faults);
        return faults.Count > 0
            ? new ReferenceLoadResult(null, faults)
            : new ReferenceLoadResult(new ReferenceData(parts, Hash(files)), []);
    }

    /// <summary>The host that a file name belongs to; null where to none.</summary>
    public ProxyHost? HostByName(ReadOnlySpan<char> fileName) => _byName.TryGetValue(fileName, out var host) ? host : null;

    /// <summary>The host that an OriginalFileName belongs to; null where to none.</summary>
    public ProxyHost? HostByOriginalName(ReadOnlySpan<char> name)
    {
        if (name.EndsWith(".mui", StringComparison.OrdinalIgnoreCase))
            name = name[..^4];
        return _byOriginalName.TryGetValue(name, out var host) ? host : null;
    }

    /// <summary>The host that a version resource's description belongs to; null where to none.</summary>
    public ProxyHost? HostByDescription(string description) => _byDescription.GetValueOrDefault(description);

    /// <summary>Whether a named set holds a file name.</summary>
    public bool IsIn(string set, string fileName) => Sets.TryGetValue(set, out var names) && names.Contains(fileName);

    private static FrozenDictionary<string, ProxyHost> Index(IReadOnlyList<ProxyHost> hosts, Func<ProxyHost, IReadOnlyList<string>> names) =>
        hosts.SelectMany(names, (host, name) => (host, name))
            .GroupBy(pair => pair.name, Comparers.ImagePath)
            .ToFrozenDictionary(group => group.Key, group => group.First().host, Comparers.ImagePath);

    private static string Hash(IReadOnlyDictionary<string, string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\0"));
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
