using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Hosts;

internal sealed class DocumentedUseSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "documented-proxy-use",
        SignalFamilies.ProxyHost,
        "A less common signed program is used in a documented way to run other code",
        "T1218",
        SignalSubject.Host,
        [],
        ["weak", "plain", "strong"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var use in context.Uses(context.Process.HostId))
        {
            if (!use.Pattern.IsMatch(context.Process.Line.Canonical))
                continue;
            var payload = context.Process.Payloads.FirstOrDefault(named => LocationWords.IsUntrusted(named.Location));
            if (use.Use.NeedsUntrustedPayload && payload is null)
                continue;
            return context.Find(this, weights[use.Use.Weight], use.Use.Title, use.Use.Technique,
                payload is null ? context.WholeLine("the documented form") : context.Words(payload, "what is run"));
        }

        return null;
    }
}
