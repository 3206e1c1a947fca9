using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Launchers;

internal sealed class CmstpSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "cmstp-profile",
        SignalFamilies.ProxyHost,
        "cmstp installs a connection profile whose setup file can run code",
        "T1218.003",
        SignalSubject.Host,
        ["cmstp"],
        ["user", "temp", "archive", "share", "webdav", "url", "other", "unresolved", "silent"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (LocationWords.IsTrusted(payload.Location))
                continue;
            var points = weights[LocationWords.WeightName(payload.Location)];
            var silent = context.Process.Line.Arguments.Any(token => token.OptionName is "au" or "ni" or "ns" or "s");
            if (silent && LocationWords.IsRisky(payload.Location))
                points = Math.Max(points, weights["silent"]);
            return context.Find(this, points, $"cmstp installs {payload.Path?.FileName} from {LocationWords.Describe(payload.Location)}; its sections can run code", null, context.Words(payload, "the setup file"));
        }

        return null;
    }
}
