using System.Globalization;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>A time as some layout wrote it.</summary>
/// <param name="Utc">As UTC where a zone was written, else as written; Kind is Utc in both cases.</param>
/// <param name="HasZone">Whether a zone was written. What it is worth depends on the layout.</param>
/// <param name="HasOffset">Whether that zone was a number and not just Z.</param>
internal readonly record struct WindowsTime(DateTime Utc, bool HasZone, bool HasOffset)
{
    /// <summary>
    /// Reads <c>yyyy-MM-dd HH:mm:ss[.fffffffff]</c> with a blank or <c>T</c> between, and an optional zone <c>Z</c>, <c>+hh:mm</c> or
    /// <c>+hhmm</c>. Nothing else: a day that could be a month is not guessed.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out WindowsTime time)
    {
        time = default;
        text = text.Trim();
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] is not (' ' or 'T' or 't') || text[13] != ':' || text[16] != ':')
            return false;
        if (!Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)
            || !Number(text[11..13], out var hour) || !Number(text[14..16], out var minute) || !Number(text[17..19], out var second))
            return false;
        if (year is < 1601 or > 9000 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
            return false;
        var ticks = new DateTime(year, month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Utc).Ticks;
        var rest = text[19..];
        if (rest.Length > 1 && rest[0] is '.' or ',')
        {
            var digits = 1;
            for (var unit = TimeSpan.TicksPerSecond / 10; digits < rest.Length && char.IsAsciiDigit(rest[digits]); digits++, unit /= 10)
                ticks += (rest[digits] - '0') * unit;
            rest = rest[digits..];
        }

        if (!Zone(rest, out var hasZone, out var offset))
            return false;
        time = new(new DateTime(ticks, DateTimeKind.Utc) - offset, hasZone, hasZone && rest[0] is not ('Z' or 'z'));
        return true;
    }

    /// <summary>The time of seconds since 1970 with a fraction; null where the text is none, or the year not one of an event.</summary>
    internal static DateTime? OfUnixSeconds(string? text)
    {
        // A day of the year 9000; beyond it the sum would not fit.
        const decimal Latest = 221_845_392_000m;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < Latest
            ? DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
    }

    private static bool Zone(ReadOnlySpan<char> text, out bool hasZone, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        hasZone = !text.IsEmpty;
        if (text.IsEmpty || text is "Z" or "z")
            return true;
        if (text[0] is not ('+' or '-') || text.Length is not (5 or 6) || (text.Length == 6 && text[3] != ':'))
            return false;
        if (!Number(text[1..3], out var hours) || !Number(text[^2..], out var minutes) || hours > 14 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Number(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
