using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Transition;

internal sealed class PayloadWrittenSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "payload-written-before",
        SignalFamilies.Transition,
        "What a host runs was written moments before by the program that started the host",
        null,
        SignalSubject.Host,
        [],
        ["ancestor", "delivery"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (context.Process.Identity!.Host.Spawns == SpawnHabit.Routine)
            return null;
        var depth = 0;
        for (var above = context.Process.Parent; above is not null && depth++ < 4; above = above.Parent)
        {
            foreach (var write in above.Facts.Writes)
            {
                if (context.Process.Facts.StartUtc is { } start && (write.UtcTime > start || start - write.UtcTime > context.Settings.TimeWindow))
                    continue;
                foreach (var payload in context.Process.Payloads)
                {
                    if (payload.Path is null || !LocationWords.IsUntrusted(payload.Location) || CanonicalPath.Parse(write.Path).Text != payload.Path.Text)
                        continue;
                    var delivery = context.Reference.IsIn("browsers", above.FileName) || context.Reference.IsIn("mail", above.FileName)
                        || context.Reference.IsIn("documents", above.FileName) || context.Reference.IsIn("archivers", above.FileName);
                    return context.Find(this, weights[delivery ? "delivery" : "ancestor"], $"{above.FileName} wrote {payload.Path.FileName} moments before it was run", null,
                        context.Words(payload, "what is run"), new Evidence("TargetFilename", -1, 0, SignalContext.Cut(write.Path), $"written by {above.FileName}"));
                }
            }
        }

        return null;
    }
}
