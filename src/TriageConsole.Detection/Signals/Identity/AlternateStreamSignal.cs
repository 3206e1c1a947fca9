using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Identity;

internal sealed class AlternateStreamSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "alternate-stream",
        SignalFamilies.Identity,
        "What is run lies in an alternate data stream",
        "T1564.004",
        SignalSubject.Host,
        [],
        ["stream"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Path?.Stream is { } stream)
                return context.Find(this, weights["stream"], $"What is run lies in the stream '{stream}' of another file", null, context.Words(payload, "the stream"));
        }

        return null;
    }
}
