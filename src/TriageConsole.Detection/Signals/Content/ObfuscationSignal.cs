using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Content;

internal sealed class ObfuscationSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "content-obfuscated",
        SignalFamilies.Content,
        "The command is written so as not to be read",
        null,
        SignalSubject.Descendant,
        [],
        ["heavy", "light"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var count = Obfuscation.Count(context.Process.Line);
        return count >= 2
            ? context.Find(this, weights[count >= 4 ? "heavy" : "light"], "The command is written so as not to be read", null, context.WholeLine("carets, joins, character codes or slices"))
            : null;
    }
}
