using TriageConsole.Detection.Chains;
using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Baseline;

/// <summary>A chain as the baseline sees it: canonical values by field. One value or many; a condition must hold for every one.</summary>
public sealed class ChainSubject
{
    private readonly ProcessFacts _proxy;
    private readonly ProcessFacts? _parent;
    private readonly string _proxySignature;
    private readonly List<ProcessFacts> _others;
    private readonly List<Payload> _payloads;

    // Read when first asked for: most chains are told apart by their host or a path, and a command line is dear.
    private readonly IReadOnlyList<string>?[] _values = new IReadOnlyList<string>?[Enum.GetValues<UseField>().Length];

    private ChainSubject(ProcessFacts proxy, ProcessFacts? parent, string proxySignature, List<ProcessFacts> others, List<Payload> payloads)
    {
        _proxy = proxy;
        _parent = parent;
        _proxySignature = proxySignature;
        _others = others;
        _payloads = payloads;
    }

    /// <summary>The values of a field; empty where the chain has none.</summary>
    public IReadOnlyList<string> this[UseField field] => (int)field >= 0 && (int)field < _values.Length ? _values[(int)field] ??= Read(field) : [];

    /// <summary>Whether telemetry proves the host's own signature missing or bad.</summary>
    public bool HasBadProxy => this[UseField.ProxySignature] is ["unsigned" or "invalid"];

    /// <summary>Whether telemetry proves the signature of a child missing or bad.</summary>
    public bool HasBadChild => this[UseField.ChildSigner].Any(word => word is "unsigned" or "invalid");

    /// <summary>The subject of a chain that is being judged.</summary>
    internal static ChainSubject Of(ChainFacts chain) => new(
        chain.Proxy.Facts,
        (chain.Proxy.Broker ?? chain.Proxy.Parent)?.Facts,
        SignatureWord(chain.Proxy.Signature),
        [.. chain.Core.Where(member => member.Role != ChainRole.Proxy).Select(member => member.Process.Facts)],
        [.. chain.Proxy.Payloads.Select(named => VerdictWriter.Named(chain.Proxy.Facts, named))]);

    /// <summary>The subject of a chain that was judged before.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="processes">Processes by id; the proxy process must be there.</param>
    public static ChainSubject Of(ChainVerdict verdict, IReadOnlyDictionary<long, ProcessFacts> processes)
    {
        var proxy = processes[verdict.ProxyProcessId];
        return new ChainSubject(
            proxy,
            proxy.ParentId is { } parent ? processes.GetValueOrDefault(parent) : null,
            SignatureWord(proxy.Signature),
            [.. verdict.Members.Where(member => member.Role is ChainRole.Payload or ChainRole.Relay)
                .Select(member => processes.GetValueOrDefault(member.ProcessId)).OfType<ProcessFacts>()],
            [.. verdict.Payloads.Where(payload => payload.ProcessId == proxy.Id && payload.Kind != PayloadKind.Process)]);
    }

    /// <summary>The subject of a chain whose parts were read one by one.</summary>
    /// <param name="proxy">The proxy process.</param>
    /// <param name="parent">Its parent; null where unknown.</param>
    /// <param name="others">Children that are payloads, and intermediates.</param>
    /// <param name="payloads">All payloads of the verdict.</param>
    public static ChainSubject Of(ProcessFacts proxy, ProcessFacts? parent, IReadOnlyList<ProcessFacts> others, IReadOnlyList<Payload> payloads)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        ArgumentNullException.ThrowIfNull(payloads);
        return new ChainSubject(
            proxy, parent, SignatureWord(proxy.Signature), [.. others], [.. payloads.Where(payload => payload.ProcessId == proxy.Id && payload.Kind != PayloadKind.Process)]);
    }

    /// <summary>What can be told without payloads and children: a proxy process and its parent. The other fields are empty.</summary>
    /// <param name="proxy">The proxy process.</param>
    /// <param name="parent">Its parent; null where unknown.</param>
    public static ChainSubject OfProcess(ProcessFacts proxy, ProcessFacts? parent)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        return new ChainSubject(proxy, parent, SignatureWord(proxy.Signature), [], []);
    }

    private IReadOnlyList<string> Read(UseField field)
    {
        var parentImage = _proxy.ParentImage is { Length: > 1 } named ? named : _parent?.Image;
        var parentLine = _proxy.ParentCommandLine is { Length: > 1 } known ? known : _parent?.CommandLine;
        return field switch
        {
            UseField.Host => One(_proxy.Host),
            UseField.User => One(_proxy.User),
            UseField.ParentImage => One(Path(parentImage)),
            UseField.ParentCommandLine => One(CommandLineView.Parse(parentLine, parentImage).Canonical),
            UseField.ProxyImage => One(Path(_proxy.Image)),
            UseField.ProxySignature => One(_proxySignature),
            UseField.Script => Distinct(_payloads.Where(payload => payload.Kind != PayloadKind.InlineCode).Select(payload => payload.Text)),
            UseField.Arguments => One(CommandLineView.Parse(_proxy.CommandLine, _proxy.Image).Canonical),
            UseField.ChildImage => Distinct(_others.Select(child => Path(child.Image) is { Length: > 0 } path ? path : "unknown")),
            UseField.ChildHash => Distinct(_others.Select(child => child.Hashes.Strongest ?? "unknown")),
            UseField.ChildSigner => Distinct(_others.Select(child => SignerWord(child.Signature))),
            UseField.ScriptHash => Distinct(_payloads.Where(payload => payload.Kind != PayloadKind.InlineCode).Select(payload => payload.Hash ?? "unknown")),
            UseField.Schedule => One(Started()),
            UseField.PayloadLocation => Distinct(_payloads.Select(payload => payload.Location.ToString())),
            _ => [],
        };
    }

    // A time that may be hours off says nothing of the time of day: in doubt nothing is covered.
    private string? Started() => _proxy is { StartUtc: { } utc, TimeBasis: not TimeBasis.Uncertain } ? UseSchedule.Value(utc) : null;

    private static string SignatureWord(SignatureFact signature) => signature.Status switch
    {
        SignatureStatus.Valid => signature.IsMicrosoft ? "microsoft" : "valid",
        SignatureStatus.Unsigned => "unsigned",
        SignatureStatus.Invalid => "invalid",
        SignatureStatus.Inferred => "inferred",
        _ => "unknown",
    };

    private static string SignerWord(SignatureFact signature) =>
        signature is { Status: SignatureStatus.Valid, Signer: { Length: > 0 } signer } ? signer : SignatureWord(signature);

    private static string Path(string? path) => string.IsNullOrEmpty(path) ? string.Empty : CanonicalPath.Parse(path).ToString();

    private static IReadOnlyList<string> One(string? value) => string.IsNullOrEmpty(value) ? [] : [value];

    private static List<string> Distinct(IEnumerable<string> values) =>
        [.. values.Where(value => value.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
}
