using System.Text;
using TriageConsole.Data.Search;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>What a cell narrows the hunt to where that is more than its own text.</summary>
internal static class HuntPivots
{
    /// <summary>A filter's words are no longer than an address takes; a command line can be.</summary>
    private const int LongestWords = 200;

    private static readonly TimeSpan _around = TimeSpan.FromMinutes(5);

    /// <summary>What ran on the same host shortly before and after. An address holds whole seconds.</summary>
    public static HuntFilter Around(HuntFilter filter, HuntRow row)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(row);
        var start = new DateTime(row.StartUtc.Ticks - (row.StartUtc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        return filter with { Host = row.Host, FromUtc = start - _around, UntilUtc = start + _around };
    }

    /// <summary>A command line's words in their order, as the search takes them; null where it has none.</summary>
    public static string? SameWords(string? commandLine)
    {
        if (string.IsNullOrEmpty(commandLine))
            return null;

        // A quote would end the phrase; control characters have no place in an address, nor has half a character.
        var end = commandLine.Length <= LongestWords ? commandLine.Length : char.IsHighSurrogate(commandLine[LongestWords - 1]) ? LongestWords - 1 : LongestWords;
        var words = new StringBuilder(LongestWords + 2).Append('"');
        foreach (var c in commandLine.AsSpan(0, end))
            words.Append(c is '"' || char.IsControl(c) ? ' ' : c);

        // A word that was cut is the start of itself only where it stands last, which it does.
        var phrase = words.ToString().TrimEnd() + '"';
        return SearchWords.Parse(phrase) is null ? null : phrase;
    }
}
