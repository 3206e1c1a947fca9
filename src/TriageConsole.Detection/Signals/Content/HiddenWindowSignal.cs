using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Content;

internal sealed class HiddenWindowSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "content-hidden-window",
        SignalFamilies.Content,
        "PowerShell is told to hide its window or to skip its policy",
        null,
        SignalSubject.Descendant,
        [],
        ["both", "hidden"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var content = context.Process.Content;
        if (!PowerShellWords.Names(context, context.Process))
            return null;
        var hidden = PowerShellWords.HidesWindow(context.Process.Line) || content.Contains("-w hidden", StringComparison.Ordinal) || content.Contains("-windowstyle hidden", StringComparison.Ordinal);
        if (!hidden)
            return null;
        var bypass = PowerShellWords.SkipsPolicy(content);
        return context.Find(this, weights[bypass ? "both" : "hidden"], bypass ? "PowerShell hides its window and skips profile or policy" : "PowerShell hides its window", null, context.WholeLine("the switches"));
    }
}
