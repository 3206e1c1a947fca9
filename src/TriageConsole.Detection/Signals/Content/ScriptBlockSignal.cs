using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals.Content;

/// <summary>What PowerShell logged of itself: it shows what <c>-File</c>, a profile or another program's PowerShell engine ran.</summary>
internal sealed class ScriptBlockSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "content-script-block",
        SignalFamilies.Content,
        "PowerShell logged code that the command line does not show",
        "T1059.001",
        SignalSubject.Descendant,
        [],
        ["tamper", "cradle", "encoded", "hosted"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var scripts = context.Process.Facts.Scripts;
        if (scripts.Count == 0)
            return null;

        (ScriptFact Script, ScriptMatch Match)? best = null;
        for (var i = 0; i < scripts.Count; i++)
        {
            if (ScriptWords.Find(context.Process.ScriptContents[i]) is { } match && !Shows(context.Process.Content, match.Kind) && (best is null || match.Kind < best.Value.Match.Kind))
                best = (scripts[i], match);
        }

        if (best is { } found)
            return context.Find(this, weights[Weight(found.Match.Kind)], Title(found.Match.Kind), null, Quote(found.Script, found.Match.Word));
        return IsHosted(context)
            ? context.Find(this, weights["hosted"], $"PowerShell ran inside {context.Process.FileName}", null, Quote(scripts[0], string.Empty), context.Image("no PowerShell of its own"))
            : null;
    }

    // What the command line shows as well is found there, and counted once.
    private static bool Shows(string line, ScriptContent kind) => kind switch
    {
        ScriptContent.Cradle => DownloadWords.Find(line) is not null && DownloadWords.Runs(line),
        ScriptContent.Encoded => line.Contains("frombase64string", StringComparison.Ordinal),
        _ => ScriptWords.Find(line)?.Kind == kind,
    };

    // The engine is a library: a proxy host that loads it runs scripts without any PowerShell process.
    private static bool IsHosted(SignalContext context) =>
        ReferenceEquals(context.Process, context.Proxy) && context.Process.Identity is { Host.IsCarrier: false } && !context.Reference.IsIn("powershells", context.Process.FileName);

    private static Evidence Quote(ScriptFact script, string word)
    {
        // The words as logged where they stand there as such; a script can be long, so what is around them is shown.
        const int Before = 160;
        var at = word.Length == 0 ? 0 : script.Text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        var from = Math.Max(0, at - Before);
        return new(
            script.IsCommand ? "Payload" : "ScriptBlockText", -1, 0, SignalContext.Cut(script.Text[from..]),
            word.Length == 0 ? "what was run" : script.Path is { } path ? SignalContext.Cut($"'{word}', logged of {path}") : $"'{word}', logged as it ran");
    }

    private static string Weight(ScriptContent kind) => kind switch
    {
        ScriptContent.Tampering => "tamper",
        ScriptContent.Cradle => "cradle",
        _ => "encoded",
    };

    private static string Title(ScriptContent kind) => kind switch
    {
        ScriptContent.Tampering => "A logged script tampers with anti-malware scanning or event tracing",
        ScriptContent.Cradle => "A logged script fetches code from the network and runs it in memory",
        _ => "A logged script decodes code and runs it in memory",
    };
}
