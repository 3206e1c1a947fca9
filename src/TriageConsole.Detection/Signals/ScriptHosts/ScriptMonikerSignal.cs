using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.ScriptHosts;

internal sealed class ScriptMonikerSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "script-host-moniker",
        SignalFamilies.ProxyHost,
        "A script is handed a script moniker",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHosts,
        ["moniker"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind == PayloadKind.Scriptlet)
                return context.Find(this, weights["moniker"], "A script is handed a scriptlet, which COM turns into code", null, context.Words(payload, "the moniker"));
        }

        return null;
    }
}
