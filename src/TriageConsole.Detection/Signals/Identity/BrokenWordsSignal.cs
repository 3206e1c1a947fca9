using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Identity;

internal sealed class BrokenWordsSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "broken-words",
        SignalFamilies.Identity,
        "Words of the command line are broken up by quotes, carets or slices",
        "T1027",
        SignalSubject.Host,
        [],
        ["quotes", "carets", "slices"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var tricks = context.Process.Line.Tricks;
        var name = tricks.HasFlag(CommandLineTricks.VariableSlices) ? "slices"
            : tricks.HasFlag(CommandLineTricks.QuotesInsideWord) ? "quotes"
            : tricks.HasFlag(CommandLineTricks.Carets) ? "carets"
            : null;
        return name is null || context.Process.Payloads.Count == 0
            ? null
            : context.Find(this, weights[name], $"Words of the command line are broken up by {name}", null, context.WholeLine(name));
    }
}
