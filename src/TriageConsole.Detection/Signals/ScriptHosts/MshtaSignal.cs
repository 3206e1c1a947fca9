using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.ScriptHosts;

internal sealed class MshtaSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "mshta-code",
        SignalFamilies.ProxyHost,
        "mshta runs code from its command line, a URL or an untrusted file",
        "T1218.005",
        SignalSubject.Host,
        ["mshta"],
        ["inline", "moniker", "user", "temp", "archive", "share", "webdav", "url", "other", "unresolved"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            switch (payload.Kind)
            {
                case PayloadKind.Scriptlet:
                    return context.Find(this, weights["moniker"], "mshta runs a scriptlet", null, context.Words(payload, "the scriptlet"));
                case PayloadKind.InlineCode:
                    return payload.Text is "about:blank" ? null : context.Find(this, weights["inline"], "mshta runs code that stands in its command line", null, context.Words(payload, "the code"));
                case PayloadKind.Script when !LocationWords.IsTrusted(payload.Location):
                    return context.Find(this, weights[LocationWords.WeightName(payload.Location)], $"mshta runs {payload.Path?.FileName} from {LocationWords.Describe(payload.Location)}", null, context.Words(payload, "the application"));
                default:
                    continue;
            }
        }

        return null;
    }
}
