using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Launchers;

internal sealed class PcaluaSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "pcalua-launch",
        SignalFamilies.ProxyHost,
        "The compatibility assistant is used to start a program",
        "T1202",
        SignalSubject.Host,
        ["pcalua"],
        ["shell", "windows", "risky"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind != PayloadKind.Program)
                continue;
            var evidence = context.Words(payload, "what is started");

            // Windows itself does this after a set-up failed, from the shell or its own service.
            if (context.Process.ParentName is "svchost.exe" or "explorer.exe" or "")
                return context.Find(this, weights["windows"], $"The compatibility assistant starts {payload.Path?.FileName}", null, evidence);
            var risky = LocationWords.IsRisky(payload.Location) || payload.Location == LocationClass.NetworkShare;
            return context.Find(this, weights[risky ? "risky" : "shell"], $"The compatibility assistant is told by {context.Process.ParentName} to start {payload.Path?.FileName}", null, evidence, context.ParentImage("not Windows' own"));
        }

        return null;
    }
}
