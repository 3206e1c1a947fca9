using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Identity;

internal sealed class UnicodeTricksSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "unicode-tricks",
        SignalFamilies.Identity,
        "The command line holds characters that are there to deceive",
        "T1027",
        SignalSubject.Host,
        [],
        ["invisible", "mixed", "punctuation"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var tricks = context.Process.Line.Tricks;
        var name = tricks.HasFlag(CommandLineTricks.InvisibleCharacters) ? "invisible"
            : tricks.HasFlag(CommandLineTricks.MixedScript) ? "mixed"
            : tricks.HasFlag(CommandLineTricks.UnicodePunctuation) ? "punctuation"
            : null;
        return name is null
            ? null
            : context.Find(this, weights[name], name switch
            {
                "invisible" => "The command line holds characters that can't be seen",
                "mixed" => "The command line mixes letters that only look like ASCII into ASCII words",
                _ => "The command line uses dashes, slashes, quotes or blanks that are not ASCII",
            }, null, context.WholeLine("the characters"));
    }
}
