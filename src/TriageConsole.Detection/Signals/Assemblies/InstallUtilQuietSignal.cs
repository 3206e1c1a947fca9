using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Assemblies;

internal sealed class InstallUtilQuietSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "installutil-quiet",
        SignalFamilies.ProxyHost,
        "InstallUtil is told to write no log",
        "T1218.004",
        SignalSubject.Host,
        ["installutil"],
        ["quiet"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var untrusted = context.Process.Payloads.Any(payload => !LocationWords.IsTrusted(payload.Location));
        foreach (var token in context.Process.Line.Arguments)
        {
            if (untrusted && ((token.IsOption("logfile") && token.OptionValue.Length == 0) || (token.IsOption("logtoconsole") && token.OptionValue is "false")))
                return context.Find(this, weights["quiet"], "InstallUtil is told to leave no log", null, context.Words(token, "no log"));
        }

        return null;
    }
}
