using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Assemblies;

internal sealed class InstallUtilSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "installutil-untrusted-assembly",
        SignalFamilies.ProxyHost,
        "InstallUtil runs an assembly from where others than administrators can put one",
        "T1218.004",
        SignalSubject.Host,
        ["installutil"],
        ["user", "temp", "archive", "share", "webdav", "url", "other", "unresolved", "extension"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind != PayloadKind.Assembly || LocationWords.IsTrusted(payload.Location))
                continue;
            var odd = payload.Path?.Extension is not (".exe" or ".dll" or "");
            var points = Math.Max(weights[LocationWords.WeightName(payload.Location)], odd ? weights["extension"] : 0);
            return context.Find(this, points, $"InstallUtil runs code of {payload.Path?.FileName} from {LocationWords.Describe(payload.Location)}", null, context.Words(payload, "the assembly"));
        }

        return null;
    }
}
