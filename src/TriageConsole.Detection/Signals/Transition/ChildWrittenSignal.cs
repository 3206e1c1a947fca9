using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals.Transition;

internal sealed class ChildWrittenSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "child-written-by-chain",
        SignalFamilies.Transition,
        "A program that the chain wrote moments before is started",
        null,
        SignalSubject.Descendant,
        [],
        ["chain", "named"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var written = context.Process.Facts.ImageWrittenBy;
        if (written is null || LocationWords.IsTrusted(context.Process.Location) || context.Proxy.Identity!.Host.Spawns == SpawnHabit.Routine)
            return null;
        if (context.Process.Facts.StartUtc is { } start && (start < written.UtcTime || start - written.UtcTime > context.Settings.TimeWindow))
            return null;
        var evidence = new Evidence("TargetFilename", -1, 0, SignalContext.Cut(written.Path), $"written by {WindowsPath.FileName(written.WriterImage)}");
        for (var above = context.Process.Parent; above is not null; above = above.Parent)
        {
            if (above.Facts.Id == written.WriterId)
                return context.Find(this, weights["chain"], $"{above.FileName} wrote {context.Process.FileName} and the chain then started it", null, evidence);
            if (ReferenceEquals(above, context.Proxy))
                break;
        }

        return WindowsPath.FileName(written.WriterImage).Equals(context.Proxy.FileName, StringComparison.OrdinalIgnoreCase)
            ? context.Find(this, weights["named"], $"{context.Proxy.FileName} wrote {context.Process.FileName} moments before it started", null, evidence)
            : null;
    }
}
