using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Libraries;

internal sealed class Regsvr32ScriptletSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "regsvr32-scriptlet",
        SignalFamilies.ProxyHost,
        "regsvr32 hands a scriptlet to scrobj.dll",
        "T1218.010",
        SignalSubject.Host,
        ["regsvr32"],
        ["remote", "local"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind != PayloadKind.Scriptlet)
                continue;
            var remote = payload.Location is LocationClass.Url or LocationClass.WebDav or LocationClass.NetworkShare;
            var scrobj = context.Process.Line.Text.Contains("scrobj", StringComparison.Ordinal);
            if (remote || (scrobj && payload.Location is not (LocationClass.System or LocationClass.ProgramFiles)) || payload.Path?.Extension is ".sct" or ".wsc")
                return context.Find(this, weights[remote ? "remote" : "local"], $"regsvr32 runs a scriptlet from {LocationWords.Describe(payload.Location)}", null, context.Words(payload, "the scriptlet"));
        }

        return null;
    }
}
