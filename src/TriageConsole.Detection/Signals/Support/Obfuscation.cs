using System.Buffers;
using TriageConsole.Detection.CommandLines;

namespace TriageConsole.Detection.Signals;

/// <summary>Counts the ways in which a command is made hard to read.</summary>
internal static class Obfuscation
{
    // A text with none of these scores nothing, whatever else it holds.
    private static readonly SearchValues<string> _marks = SearchValues.Create(
        [
            "`", "[char]", "chr(", "fromcharcode", "'+'", "' + '", "\"+\"", "-bxor", "[array]::reverse", "deflatestream", "gzipstream", "{0}", "-join", "-replace", ".replace(",
            "set-alias", "gcm *", "$env:comspec[", "$pshome[",
        ],
        StringComparison.Ordinal);

    public static int Count(CommandLineView line)
    {
        var text = line.Text;
        if (text.Length < 24 || ((line.Tricks & (CommandLineTricks.Carets | CommandLineTricks.VariableSlices)) == 0 && !text.AsSpan().ContainsAny(_marks)))
            return 0;
        var count = 0;
        if (line.Tricks.HasFlag(CommandLineTricks.Carets) && line.Raw.AsSpan().Count('^') >= 4)
            count += 2;
        if (line.Tricks.HasFlag(CommandLineTricks.VariableSlices))
            count += 2;
        if (text.AsSpan().Count('`') >= 4)
            count += 2;
        if (Occurrences(text, "[char]") >= 2 || Occurrences(text, "chr(") >= 3 || text.Contains("fromcharcode", StringComparison.Ordinal))
            count += 2;
        if (Occurrences(text, "'+'") + Occurrences(text, "' + '") + Occurrences(text, "\"+\"") >= 3)
            count += 2;
        if (text.Contains("-bxor", StringComparison.Ordinal) || text.Contains("[array]::reverse", StringComparison.Ordinal) || text.Contains("deflatestream", StringComparison.Ordinal) || text.Contains("gzipstream", StringComparison.Ordinal))
            count += 2;
        if (Occurrences(text, "{0}") > 0 && Occurrences(text, "{1}") > 0 && text.Contains("-f", StringComparison.Ordinal))
            count += 2;
        if (text.Contains("-join", StringComparison.Ordinal) || Occurrences(text, "-replace") + Occurrences(text, ".replace(") >= 2)
            count++;
        if (text.Contains("set-alias", StringComparison.Ordinal) || text.Contains("gcm *", StringComparison.Ordinal) || text.Contains("$env:comspec[", StringComparison.Ordinal) || text.Contains("$pshome[", StringComparison.Ordinal))
            count++;
        return count;
    }

    private static int Occurrences(string text, string word)
    {
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
            count++;
        return count;
    }
}
