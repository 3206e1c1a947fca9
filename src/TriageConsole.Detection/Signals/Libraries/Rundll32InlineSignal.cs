using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Libraries;

internal sealed class Rundll32InlineSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "rundll32-inline-script",
        SignalFamilies.ProxyHost,
        "rundll32 runs script from its command line",
        "T1218.011",
        SignalSubject.Host,
        ["rundll32"],
        ["inline"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind is PayloadKind.InlineCode or PayloadKind.Scriptlet)
                return context.Find(this, weights["inline"], "rundll32 runs script that stands in its command line", null, context.Words(payload, "the code"));
        }

        return null;
    }
}
