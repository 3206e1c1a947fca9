using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals.ScriptHosts;

internal sealed class StylesheetSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "xsl-stylesheet",
        SignalFamilies.ProxyHost,
        "A stylesheet that can hold script is applied",
        "T1220",
        SignalSubject.Host,
        ["wmic", "msxsl"],
        ["remote", "local", "name", "msxsl"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind != PayloadKind.Stylesheet || payload.Path is null)
                continue;
            var where = LocationWords.Describe(payload.Location);
            var evidence = context.Words(payload, "the stylesheet");
            if (payload.Location is LocationClass.Url or LocationClass.WebDav or LocationClass.NetworkShare)
                return context.Find(this, weights["remote"], $"A stylesheet from {where} is applied, and its script run", null, evidence);
            if (context.Process.HostId == "msxsl")
                return context.Find(this, weights["msxsl"], $"msxsl applies {payload.Path.FileName} from {where}", null, evidence);
            if (payload.Location is LocationClass.System or LocationClass.ProgramFiles)
                continue;
            var bare = payload.Path.Form == PathForm.Relative || payload.Path.Extension.Length == 0;
            var name = WindowsPath.FileName(payload.Path.Text);
            if (context.Reference.IsIn("wmic-formats", name))
                continue;
            return context.Find(this, weights[bare && payload.Path.Extension.Length == 0 ? "name" : "local"], $"wmic applies the stylesheet {name} from {where}, and runs its script", null, evidence);
        }

        return null;
    }
}
