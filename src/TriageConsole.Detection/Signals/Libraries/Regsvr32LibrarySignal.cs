using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Libraries;

internal sealed class Regsvr32LibrarySignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "regsvr32-untrusted-library",
        SignalFamilies.ProxyHost,
        "regsvr32 runs a library from where others than administrators can put one",
        "T1218.010",
        SignalSubject.Host,
        ["regsvr32"],
        ["user", "temp", "archive", "share", "webdav", "url", "other", "unresolved", "extension", "own"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind != PayloadKind.Library || payload.Path is null || LocationWords.IsTrusted(payload.Location))
                continue;
            if (SystemLibraries.IsKnown(context, payload))
                continue;
            if (OwnFolder.Holds(context, payload.Path))
                return context.Find(this, weights["own"], $"A program registers its own library {payload.Path.FileName} outside Program Files", null, context.Words(payload, "the library"));
            var odd = payload.Path.Extension is not (".dll" or ".ocx" or ".ax" or ".cpl" or ".exe" or ".tlb" or "");
            return context.Find(this, Math.Max(weights[LocationWords.WeightName(payload.Location)], odd ? weights["extension"] : 0),
                $"regsvr32 runs {payload.Path.FileName} from {LocationWords.Describe(payload.Location)}", null, context.Words(payload, "the library"));
        }

        return null;
    }
}
