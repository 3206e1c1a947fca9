namespace TriageConsole.Web.Components.Controls;

/// <summary>A piece of a shown command line.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Marked">A finding rests on it.</param>
/// <param name="Why">Why, for the pointer.</param>
/// <param name="Hidden">It stands for characters that can not be seen.</param>
public readonly record struct CommandLineSegment(string Text, bool Marked, string? Why, bool Hidden);

/// <summary>Cuts a raw command line at its marked words and hidden characters.</summary>
public static class CommandLineSegments
{
    /// <param name="text">The raw text.</param>
    /// <param name="spans">Marked words; any order, may overlap or reach past the end.</param>
    /// <param name="limit">How many units of the text are shown.</param>
    /// <param name="keepLines">Line breaks stay what they are instead of being named: the text is a script, no command line.</param>
    public static IReadOnlyList<CommandLineSegment> Of(string text, IEnumerable<TextSpan> spans, int limit, bool keepLines = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(spans);
        var end = Whole(text, Math.Clamp(limit, 0, text.Length));
        var segments = new List<CommandLineSegment>();
        var at = 0;
        foreach (var span in Merge(text, spans))
        {
            if (span.Start >= end)
                break;
            Append(segments, text, at, span.Start, false, null, keepLines);
            at = Math.Min(span.Start + span.Length, end);
            Append(segments, text, span.Start, at, true, span.Why, keepLines);
        }

        Append(segments, text, at, end, false, null, keepLines);
        return segments;
    }

    /// <summary>Spans in order, apart from each other, inside the text, on whole characters.</summary>
    public static IReadOnlyList<TextSpan> Merge(string text, IEnumerable<TextSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(spans);
        var merged = new List<TextSpan>();
        foreach (var span in spans.Where(span => span is { Start: >= 0, Length: > 0 } && span.Start < text.Length).OrderBy(span => span.Start))
        {
            var start = Whole(text, span.Start);
            var stop = (int)Math.Min((long)span.Start + span.Length, text.Length);
            stop = Whole(text, stop) < stop ? stop + 1 : stop;
            if (merged.Count > 0 && merged[^1] is var last && start < last.Start + last.Length)
            {
                var why = last.Why == span.Why || span.Why is null ? last.Why : last.Why is null ? span.Why : $"{last.Why}; {span.Why}";
                merged[^1] = new TextSpan(last.Start, Math.Max(stop, last.Start + last.Length) - last.Start, why);
            }
            else
            {
                merged.Add(new TextSpan(start, stop - start, span.Why));
            }
        }

        return merged;
    }

    // A place inside a surrogate pair is moved before it.
    private static int Whole(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;

    // A lone carriage return goes back and writes over what stood before it: that one is named.
    private static bool IsLineBreak(string text, int at) => text[at] is '\n' || (text[at] is '\r' && at + 1 < text.Length && text[at + 1] is '\n');

    private static void Append(List<CommandLineSegment> segments, string text, int from, int to, bool marked, string? why, bool keepLines)
    {
        var plain = from;
        for (var at = from; at < to;)
        {
            if (!HostileText.IsHidden(text, at) || (keepLines && IsLineBreak(text, at)))
            {
                at++;
                continue;
            }

            if (at > plain)
                segments.Add(new CommandLineSegment(text[plain..at], marked, why, false));
            var run = Math.Min(HostileText.RunAt(text, at), to - at);
            segments.Add(new CommandLineSegment(HostileText.Name(text[at], run), marked, why, true));
            at += run;
            plain = at;
        }

        if (to > plain)
            segments.Add(new CommandLineSegment(text[plain..to], marked, why, false));
    }
}
