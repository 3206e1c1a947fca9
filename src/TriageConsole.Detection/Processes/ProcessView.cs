using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Payloads;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Processes;

/// <summary>One process with everything that is derived from its facts, each derived once and only when asked for.</summary>
public sealed class ProcessView
{
    private readonly LocationClassifier _locations;
    private readonly HostTable _table;
    private IReadOnlyList<ProcessView>? _children;
    private string? _content;
    private IReadOnlyList<string>? _scripts;
    private CanonicalPath? _image;
    private CommandLineView? _line;
    private IReadOnlyList<NamedPayload>? _payloads;
    private LocationClass? _location;
    private SignatureFact? _signature;

    internal ProcessView(ProcessFacts facts, int index, HostIdentity? identity, LocationClassifier locations, HostTable table)
    {
        Facts = facts;
        Index = index;
        Identity = identity;
        _locations = locations;
        _table = table;
    }

    /// <summary>What telemetry says.</summary>
    public ProcessFacts Facts { get; }

    /// <summary>Which proxy host it is; null where none.</summary>
    public HostIdentity? Identity { get; }

    /// <summary>The process that started it, after inferred edges; null where unknown.</summary>
    public ProcessView? Parent { get; internal set; }

    /// <summary>The process that a broker acted for, where that was inferred: <see cref="Parent"/> is then that process.</summary>
    public ProcessView? Broker { get; internal set; }

    /// <summary>The children, by start.</summary>
    public IReadOnlyList<ProcessView> Children => _children ??= _table.Children(Index);

    internal int Index { get; }

    /// <summary>Canonical image path.</summary>
    public CanonicalPath Image => _image ??= _table.Image(Facts.Image).Path;

    /// <summary>File name of the image, lower case.</summary>
    public string FileName => Image.FileName;

    /// <summary>Where the image lies.</summary>
    public LocationClass Location => _location ??= _table.Image(Facts.Image).Location;

    /// <summary>The command line, read once.</summary>
    public CommandLineView Line => _line ??= CommandLineView.Parse(Facts.CommandLine, Facts.Image);

    /// <summary>The signature: a fact, or an inference that says so.</summary>
    public SignatureFact Signature => _signature ??= SignatureReader.Effective(Facts, Location, Image);

    /// <summary>What its command line names as code, by its own grammar.</summary>
    public IReadOnlyList<NamedPayload> Payloads => _payloads ??= ReadPayloads();

    /// <summary>The command line with all that only hides it taken out, decoded parts after it: what content signals read.</summary>
    public string Content => _content ??= ContentText.Read(Line);

    /// <summary>The scripts of its facts, one by one, with all that only hides them taken out.</summary>
    public IReadOnlyList<string> ScriptContents => _scripts ??= [.. Facts.Scripts.Select(script => ContentText.Read(script.Text))];

    /// <summary>Id of the proxy host it is; empty where none.</summary>
    public string HostId => Identity?.Host.Id ?? string.Empty;

    /// <summary>File name of the parent, whether it is in the data or only named; empty where unknown.</summary>
    public string ParentName => Parent?.FileName ?? (Facts.ParentImage is { Length: > 1 } path ? _table.Image(path).Path.FileName : string.Empty);

    internal void ForgetChildren() => _children = null;

    internal void Release() => (_line, _payloads, _content, _scripts, _children) = (null, null, null, null, null);

    private IReadOnlyList<NamedPayload> ReadPayloads()
    {
        if (Identity is null || GrammarCatalog.Find(Identity.Host.Grammar) is not { } grammar || Line.Tokens.Count == 0)
            return [];
        var sink = new PayloadSink(Line, Facts.CurrentDirectory, _locations);
        grammar.Read(sink);
        return sink.Found;
    }
}
