using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Identity;

internal sealed class MasqueradingPathSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "masquerading-path",
        SignalFamilies.Identity,
        "A path looks like a system path and is not",
        "T1036.005",
        SignalSubject.Any,
        [],
        ["mock", "borrowed"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var process = context.Process;
        if (process.Image.Tricks.HasFlag(CommandLineTricks.TrailingDots) && process.Image.Text.StartsWith(@"c:\windows", StringComparison.Ordinal))
            return context.Find(this, weights["mock"], "The image lies in a folder that only looks like Windows' own", null, context.Image("a blank or dot at the end of a folder's name"));
        return process.Identity is { Kind: IdentityKind.BorrowedName } && LocationWords.IsUntrusted(process.Location)
            ? context.Find(this, weights["borrowed"], $"{process.FileName} bears the name of {process.Identity.Host.Title} and is another program", null,
                context.Image("its name"), new Evidence("OriginalFileName", -1, 0, process.Facts.OriginalFileName ?? string.Empty, "what its version resource says"))
            : null;
    }
}
