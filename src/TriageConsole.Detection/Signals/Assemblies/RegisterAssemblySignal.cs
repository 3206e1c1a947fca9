using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Assemblies;

internal sealed class RegisterAssemblySignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "regasm-untrusted-assembly",
        SignalFamilies.ProxyHost,
        "RegAsm or RegSvcs runs an assembly from where others than administrators can put one",
        "T1218.009",
        SignalSubject.Host,
        ["regasm", "regsvcs"],
        ["user", "temp", "archive", "share", "webdav", "url", "other", "unresolved"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind == PayloadKind.Assembly && !LocationWords.IsTrusted(payload.Location))
                return context.Find(this, weights[LocationWords.WeightName(payload.Location)], $"{context.Process.FileName} runs code of {payload.Path?.FileName} from {LocationWords.Describe(payload.Location)}", null, context.Words(payload, "the assembly"));
        }

        return null;
    }
}
