using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals.Launchers;

internal sealed class WmicCreateSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "wmic-process-create",
        SignalFamilies.ProxyHost,
        "wmic starts a program through WMI",
        "T1218",
        SignalSubject.Host,
        ["wmic"],
        ["plain", "risky"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind != PayloadKind.Program)
                continue;
            var first = CommandLineView.Parse(payload.Text).Tokens is [var program, ..] ? program.Value : string.Empty;
            var location = context.Locations.Classify(CanonicalPath.Parse(first));
            var name = WindowsPath.FileName(first);
            var risky = LocationWords.IsRisky(location) || payload.Location == LocationClass.Url
                || context.Reference.HostByName(name.EndsWith(".exe", StringComparison.Ordinal) ? name : name + ".exe") is { Spawns: not SpawnHabit.Routine };
            return context.Find(this, weights[risky ? "risky" : "plain"], $"wmic starts {name} through WMI, which hides who started it", null, context.Words(payload, "what is started"));
        }

        return null;
    }
}
