using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Content;

internal sealed class EncodedCommandSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "content-encoded",
        SignalFamilies.Content,
        "Encoded code is run",
        null,
        SignalSubject.Descendant,
        [],
        ["command", "literal"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var content = context.Process.Content;
        foreach (var token in context.Process.Line.Tokens)
        {
            if (token.OptionName is { Length: > 0 } option && "encodedcommand".StartsWith(option, StringComparison.Ordinal) || token.OptionName is "ec")
            {
                if (PowerShellWords.Names(context, context.Process) && PowerShellWords.HasLongArgument(context.Process.Line, token))
                    return context.Find(this, weights["command"], "PowerShell runs an encoded command", "T1059.001", context.Words(token, "the switch"), context.WholeLine("the encoded command"));
            }
        }

        return content.Contains("frombase64string", StringComparison.Ordinal) || content.Contains("certutil -decode", StringComparison.Ordinal) || content.Contains("certutil /decode", StringComparison.Ordinal)
            ? context.Find(this, weights["literal"], "Base64 in the command line is decoded and used", null, context.WholeLine("the decoding"))
            : null;
    }
}
