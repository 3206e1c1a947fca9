using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Launchers;

internal sealed class MsiexecSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "msiexec-untrusted",
        SignalFamilies.ProxyHost,
        "msiexec installs from a URL, runs a library, or a package under another name",
        "T1218.007",
        SignalSubject.Host,
        ["msiexec"],
        ["url", "webdav", "library", "extension"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Path is null)
                continue;
            if (payload.Kind == PayloadKind.Library)
            {
                if (LocationWords.IsUntrusted(payload.Location))
                    return context.Find(this, weights["library"], $"msiexec runs the library {payload.Path.FileName} from {LocationWords.Describe(payload.Location)}", null, context.Words(payload, "the library"));
                continue;
            }

            if (payload.Location is LocationClass.Url or LocationClass.WebDav)
                return context.Find(this, weights[payload.Location == LocationClass.Url ? "url" : "webdav"], $"msiexec installs a package from {LocationWords.Describe(payload.Location)}", null, context.Words(payload, "the package"));
            if (LocationWords.IsUntrusted(payload.Location) && payload.Path.Extension is not (".msi" or ".msp" or ".mst" or ".msm" or "" or ".tmp"))
                return context.Find(this, weights["extension"], $"msiexec installs {payload.Path.FileName}, which is no package by its name", null, context.Words(payload, "the package"));
        }

        return null;
    }
}
