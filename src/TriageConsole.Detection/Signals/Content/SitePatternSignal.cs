using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Content;

internal sealed class SitePatternSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "content-site-pattern",
        SignalFamilies.Content,
        "The command line matches the site's own pattern",
        null,
        SignalSubject.Descendant,
        [],
        ["match"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (context.Pattern is null || context.Process.Line.Text.Length == 0)
            return null;
        return context.Pattern.IsMatch(context.Process.Line.Canonical)
            ? context.Find(this, weights["match"], "The command line matches the site's own pattern", null, context.WholeLine("matches ChildCommandLineRegex"))
            : null;
    }
}
