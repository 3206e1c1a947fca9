using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Content;

internal sealed class LolbinChainSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "content-lolbin-chain",
        SignalFamilies.Content,
        "A shell hands over to another proxy host",
        null,
        SignalSubject.Descendant,
        [],
        ["chain"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (!context.Reference.IsIn("shells", context.Process.FileName))
            return null;
        var words = HostWords.Find(context);
        return words is null
            ? null
            : context.Find(this, weights["chain"], $"{context.Process.FileName} hands over to {words.Value.Name}", null, context.Words(words.Value.Token, "the next host"));
    }
}
