using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Libraries;

internal sealed class Rundll32LibrarySignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "rundll32-untrusted-library",
        SignalFamilies.ProxyHost,
        "rundll32 runs a library from where others than administrators can put one",
        "T1218.011",
        SignalSubject.Host,
        ["rundll32"],
        ["user", "temp", "archive", "share", "webdav", "url", "other", "unresolved", "extension", "own", "installer"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind != PayloadKind.Library || payload.Path is null)
                continue;
            if (LocationWords.IsTrusted(payload.Location) || SystemLibraries.IsKnown(context, payload))
                return null;
            var where = LocationWords.Describe(payload.Location);

            // Windows Installer runs managed custom actions this way, from a temp file of its own.
            if (context.Process.ParentName == "msiexec.exe" && payload.Path.Extension == ".tmp" && payload.Export.StartsWith("zzzz", StringComparison.Ordinal))
                return context.Find(this, weights["installer"], "Windows Installer runs a custom action of a package", null, context.Words(payload, "the custom action"));
            if (OwnFolder.Holds(context, payload.Path))
                return context.Find(this, weights["own"], $"A program runs its own library {payload.Path.FileName} outside Program Files", null, context.Words(payload, "the library"));
            var odd = payload.Path.Extension is not (".dll" or ".ocx" or ".cpl" or ".drv" or ".ax" or "");
            return context.Find(this, Math.Max(weights[LocationWords.WeightName(payload.Location)], odd ? weights["extension"] : 0),
                $"rundll32 runs {payload.Path.FileName} from {where}", null, context.Words(payload, "the library"));
        }

        return null;
    }
}
