using System.Collections.Frozen;

namespace TriageConsole.Detection.Reference;

/// <summary>What the parser found, before it is indexed.</summary>
internal sealed record ReferenceParts
{
    public string AttackVersion { get; set; } = string.Empty;

    public List<ProxyHost> Hosts { get; } = [];

    public List<SignedScript> Scripts { get; } = [];

    public List<LocationRule> Locations { get; } = [];

    public List<Broker> Brokers { get; } = [];

    public List<DocumentedUse> Uses { get; } = [];

    public List<LibraryExport> Exports { get; } = [];

    public List<AttackTechnique> Techniques { get; } = [];

    public Dictionary<string, SignalWeights> Weights { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FrozenSet<string>> Sets { get; } = new(StringComparer.Ordinal);
}
