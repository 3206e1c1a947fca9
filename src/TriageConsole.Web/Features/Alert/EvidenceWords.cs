using TriageConsole.Data.Model;
using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Alert;

/// <summary>
/// Where the words stand that evidence of a whole command line names, as in <c>'downloadstring'</c>: in the line itself, or in
/// what it hides.
/// </summary>
internal static class EvidenceWords
{
    /// <summary>Words to be marked in a command line: those that are named, else what hides them, else all of it.</summary>
    public static IEnumerable<TextSpan> Spans(string line, Evidence evidence)
    {
        if (Named(evidence) is { } words)
        {
            if (In(line, words, evidence.Why) is { Count: > 0 } open)
                return open;
            var hiding = CommandLineDecoder.Decode(line).Where(part => HiddenWords.Find(part.Text, words).Count > 0)
                .Select(part => new TextSpan(part.Start, part.Length, evidence.Why)).Distinct().ToList();
            if (hiding.Count > 0)
                return hiding;
        }

        return [new TextSpan(0, line.Length, evidence.Why)];
    }

    /// <summary>Words to be marked in a decoded text of a process.</summary>
    public static IReadOnlyList<TextSpan> Spans(VerdictDetail detail, long processId, DecodedPart part) =>
        [.. detail.Findings.Where(f => f.ProcessId == processId).SelectMany(f => f.Evidence)
            .Where(e => e is { Field: "CommandLine", Start: < 0 })
            .SelectMany(e => Named(e) is { } words ? In(part.Text, words, e.Why) : [])];

    private static List<TextSpan> In(string text, string words, string why) =>
        [.. HiddenWords.Find(text, words).Select(span => new TextSpan(span.Start, span.Length, why))];

    private static string? Named(Evidence evidence)
    {
        var from = evidence.Why.IndexOf('\'', StringComparison.Ordinal);
        var to = evidence.Why.LastIndexOf('\'');
        return from >= 0 && to > from + 1 ? evidence.Why[(from + 1)..to] : null;
    }
}
