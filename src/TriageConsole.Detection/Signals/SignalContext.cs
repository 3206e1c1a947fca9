using System.Text.RegularExpressions;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Payloads;
using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals;

/// <summary>What a signal is shown: one process and the proxy host it belongs to.</summary>
internal sealed class SignalContext(ReferenceData reference, DetectionSettings settings, LocationClassifier locations, CompiledPatterns patterns)
{
    /// <summary>The process to judge.</summary>
    public ProcessView Process { get; private set; } = null!;

    /// <summary>The nearest proxy host: the process itself for a host, else the one above.</summary>
    public ProcessView Proxy { get; private set; } = null!;

    /// <summary>Steps from the proxy host to the process.</summary>
    public int Distance { get; private set; }

    public ReferenceData Reference => reference;

    public DetectionSettings Settings => settings;

    public LocationClassifier Locations => locations;

    /// <summary>The site's own pattern; null where there is none.</summary>
    public Regex? Pattern => patterns.Site;

    /// <summary>Documented uses of a host.</summary>
    public IReadOnlyList<CompiledUse> Uses(string host) => patterns.Uses(host);

    /// <summary>Whether a raw command line holds the name of a signed script, without its extension.</summary>
    public bool NamesSignedScript(string line) => patterns.NamesSignedScript(line);

    public SignalContext For(ProcessView process, ProcessView proxy, int distance)
    {
        Process = process;
        Proxy = proxy;
        Distance = distance;
        return this;
    }

    public Finding Find(ISignal signal, int points, string title, string? technique, params IReadOnlyList<Evidence> evidence) =>
        new(signal.Info.Id, Process.Facts.Id, points, title, technique ?? signal.Info.Technique, evidence);

    /// <summary>A part of the command line as evidence.</summary>
    public Evidence Words(NamedPayload payload, string why) => Words(payload.Start, payload.Length, why);

    /// <summary>A part of the command line as evidence.</summary>
    public Evidence Words(CommandLines.CommandToken token, string why) => Words(token.Start, token.Length, why);

    /// <summary>A part of the command line as evidence.</summary>
    public Evidence Words(int start, int length, string why) =>
        new("CommandLine", start, length, Process.Line.RawWords(start, length), why);

    /// <summary>The whole command line as evidence.</summary>
    public Evidence WholeLine(string why) => new("CommandLine", -1, 0, Cut(Process.Line.Raw), why);

    /// <summary>The image as evidence.</summary>
    public Evidence Image(string why) => new("Image", -1, 0, Cut(Process.Facts.Image), why);

    /// <summary>The parent as evidence.</summary>
    public Evidence ParentImage(string why) =>
        new("ParentImage", -1, 0, Cut(Process.Facts.ParentImage ?? Process.Parent?.Facts.Image ?? string.Empty), why);

    public static string Cut(string text) => text.Length > 512 ? text[..512] : text;
}
