using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.ScriptHosts;

internal sealed class UntrustedScriptSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "script-host-untrusted-script",
        SignalFamilies.ProxyHost,
        "A script host runs a script from where others than administrators can put one",
        "T1059.005",
        SignalSubject.Host,
        HostIds.ScriptHosts,
        ["user", "temp", "archive", "share", "webdav", "url", "other", "unresolved", "managed"])
    {
        OtherTechniques = ["T1059.007"],
    };

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var process = context.Process;
        foreach (var payload in process.Payloads)
        {
            if (payload.Kind != PayloadKind.Script || LocationWords.IsTrusted(payload.Location))
                continue;
            if (payload.Location == LocationClass.Unresolved && payload.Path is not null && context.Reference.ScriptsByName.ContainsKey(payload.Path.FileName))
                continue;
            var points = weights[LocationWords.WeightName(payload.Location)];
            if (ManagedParent.Is(context))
                points = Math.Min(points, weights["managed"]);
            return context.Find(this, points, $"{process.FileName} runs {payload.Path?.FileName} from {LocationWords.Describe(payload.Location)}",
                payload.Path?.Extension is ".js" or ".jse" ? "T1059.007" : null, context.Words(payload, "the script"));
        }

        return null;
    }
}
