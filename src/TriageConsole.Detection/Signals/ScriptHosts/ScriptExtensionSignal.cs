using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.ScriptHosts;

internal sealed class ScriptExtensionSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "script-host-odd-extension",
        SignalFamilies.ProxyHost,
        "A script host runs a file that is no script by its name",
        "T1059.005",
        SignalSubject.Host,
        HostIds.ScriptHosts,
        ["odd"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind == PayloadKind.Script && payload.Export.Length == 0 && payload.Path is { Extension.Length: > 0 } path
                && !ScriptExtensions.IsScript(path.Extension) && payload.Location is not (LocationClass.System or LocationClass.ProgramFiles))
                return context.Find(this, weights["odd"], $"{context.Process.FileName} runs {path.FileName}, which is no script by its name", null, context.Words(payload, "the file"));
        }

        return null;
    }
}
