namespace TriageConsole.Detection.CommandLines;

/// <summary>One argument by Windows' own splitting rules.</summary>
public sealed class CommandToken
{
    // Raw position of each character and of the end; null where they run on from Start without a gap.
    private readonly int[]? _map;

    internal CommandToken(string value, int[] map, bool quoted)
        : this(value, map[0], map[^1] - map[0], quoted) => _map = map;

    internal CommandToken(string value, int start, int length, bool quoted)
    {
        Value = value;
        Start = start;
        Length = length;
        IsQuoted = quoted;
        OptionName = ReadOption(value, out var rest);
        OptionRest = rest;
    }

    /// <summary>The argument without its quotes, lower case and otherwise canonical by character.</summary>
    public string Value { get; }

    /// <summary>Whether any part of it stood in quotes.</summary>
    public bool IsQuoted { get; }

    /// <summary>Start in the raw command line.</summary>
    public int Start { get; }

    /// <summary>Length in the raw command line.</summary>
    public int Length { get; }

    /// <summary>
    /// Name of the option without its dashes or slashes, up to the first colon or equals sign; null where the argument
    /// is no option. Both kinds of mark, and several of them, read alike.
    /// </summary>
    public string? OptionName { get; }

    /// <summary>Where the option's own value starts in <see cref="Value"/>; -1 where it carries none.</summary>
    public int OptionRest { get; }

    /// <summary>The option's own value after its colon or equals sign; empty where it carries none.</summary>
    public string OptionValue => OptionRest < 0 ? string.Empty : Value[OptionRest..].Trim('"', '\'', ' ');

    /// <summary>Whether the argument is the given option.</summary>
    public bool IsOption(string name) => string.Equals(OptionName, name, StringComparison.Ordinal);

    /// <summary>Raw start and length of a part of <see cref="Value"/>.</summary>
    public (int Start, int Length) Span(int start, int length)
    {
        if (_map is null)
        {
            var begin = Math.Clamp(start, 0, Length);
            return (Start + begin, Math.Clamp(length, 0, Length - begin));
        }

        var from = _map[Math.Clamp(start, 0, _map.Length - 1)];
        var to = _map[Math.Clamp(start + length, 0, _map.Length - 1)];
        return (from, Math.Max(0, to - from));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string? ReadOption(string value, out int rest)
    {
        rest = -1;
        var marks = 0;
        while (marks < value.Length && value[marks] is '/' or '-')
            marks++;
        if (marks == 0 || marks == value.Length)
            return null;

        // //server/share is a path; an option has no further slash before its value.
        var end = value.AsSpan(marks).IndexOfAny(':', '=');
        var name = end < 0 ? value.AsSpan(marks) : value.AsSpan(marks, end);
        if (value[0] == '/' && name.IndexOfAny('/', '\\') >= 0)
            return null;
        if (end >= 0)
            rest = marks + end + 1;
        return name.Trim().ToString();
    }
}
