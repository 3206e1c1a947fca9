using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Libraries;

internal sealed class OdbcconfSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "odbcconf-library",
        SignalFamilies.ProxyHost,
        "odbcconf loads a library or reads a response file from an untrusted place",
        "T1218.008",
        SignalSubject.Host,
        ["odbcconf"],
        ["library", "response", "extension"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Path is null || payload.Location is LocationClass.System or LocationClass.ProgramFiles || SystemLibraries.IsKnown(context, payload))
                continue;
            var odd = payload.Kind == PayloadKind.Library && payload.Path.Extension is not (".dll" or "");
            var points = odd ? weights["extension"] : weights[payload.Kind == PayloadKind.Library ? "library" : "response"];
            return context.Find(this, points, $"odbcconf runs code by {payload.Path.FileName} from {LocationWords.Describe(payload.Location)}", null, context.Words(payload, "library or response file"));
        }

        return null;
    }
}
