using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Launchers;

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
        Finding? strongest = null;
        foreach (var use in context.Uses(context.Process.HostId))
        {
            var points = weights[use.Use.Weight];
            if (points <= (strongest?.Points ?? 0) || !use.Pattern.IsMatch(context.Process.Line.Canonical))
                continue;
            var payload = context.Process.Payloads.FirstOrDefault(named => LocationWords.IsUntrusted(named.Location));
            if (use.Use.NeedsUntrustedPayload && payload is null)
                continue;
            strongest = context.Find(this, points, use.Use.Title, use.Use.Technique,
                payload is null ? context.WholeLine("the documented form") : context.Words(payload, "what is run"));
        }

        return strongest;
    }
}
