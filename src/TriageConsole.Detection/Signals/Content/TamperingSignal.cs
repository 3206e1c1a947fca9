using System.Buffers;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Content;

internal sealed class TamperingSignal(SignalWeights weights) : ISignal
{
    private static readonly string[] _words = ["amsiutils", "amsiinitfailed", "amsiscanbuffer", "amsicontext", "etweventwrite", "psetwlogprovider", "etwprovider"];

    private static readonly SearchValues<string> _any = SearchValues.Create(_words, StringComparison.Ordinal);

    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "content-amsi-etw",
        SignalFamilies.Content,
        "Anti-malware scanning or event tracing is tampered with",
        null,
        SignalSubject.Descendant,
        [],
        ["tamper"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var content = context.Process.Content;
        if (!content.AsSpan().ContainsAny(_any))
            return null;
        foreach (var word in _words)
        {
            if (content.Contains(word, StringComparison.Ordinal))
                return context.Find(this, weights["tamper"], "Anti-malware scanning or event tracing is tampered with", null, context.WholeLine($"'{word}'"));
        }

        return null;
    }
}
