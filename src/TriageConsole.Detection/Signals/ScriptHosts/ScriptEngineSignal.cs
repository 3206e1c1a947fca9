using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.ScriptHosts;

internal sealed class ScriptEngineSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "script-host-engine-override",
        SignalFamilies.ProxyHost,
        "A script host is told which engine to use, against the file name",
        "T1059.005",
        SignalSubject.Host,
        HostIds.ScriptHosts,
        ["hidden", "trusted", "rare", "mismatch"])
    {
        OtherTechniques = ["T1059.007"],
    };

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind != PayloadKind.Script || payload.Export.Length == 0)
                continue;
            var engine = payload.Export;
            var extension = payload.Path?.Extension ?? string.Empty;
            var technique = engine.StartsWith('j') || engine.Contains("chakra", StringComparison.Ordinal) || engine.StartsWith('{') ? "T1059.007" : null;
            var evidence = context.Words(payload, $"run by the engine '{engine}'");
            if (engine.StartsWith('{') || engine.Contains("jscript9", StringComparison.Ordinal) || engine.Contains("chakra", StringComparison.Ordinal))
                return context.Find(this, weights["rare"], "A script runs under an engine that scripts do not ask for, which logs and scans differently", technique, evidence, context.WholeLine("the engine"));
            if (!ScriptExtensions.IsScript(extension))
            {
                var trusted = LocationWords.IsTrusted(payload.Location);
                return context.Find(this, weights[trusted ? "trusted" : "hidden"], $"A file that is no script by its name ({payload.Path?.FileName}) is run as one", technique, evidence, context.WholeLine("the engine"));
            }

            if (!ScriptExtensions.Agrees(extension, engine) && LocationWords.IsUntrusted(payload.Location))
                return context.Find(this, weights["mismatch"], "The engine does not go with the script's name", technique, evidence);
        }

        return null;
    }
}
