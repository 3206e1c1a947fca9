using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Libraries;

internal sealed class MavinjectSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "mavinject-injection",
        SignalFamilies.ProxyHost,
        "mavinject injects a library into a running process",
        "T1218.013",
        SignalSubject.Host,
        ["mavinject"],
        ["inject"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var token in context.Process.Line.Arguments)
        {
            if (token.OptionName is "injectrunning" or "hmodule")
                return context.Find(this, weights["inject"], "mavinject puts a library into a running process", null, context.Words(token, "the injection"));
        }

        return null;
    }
}
