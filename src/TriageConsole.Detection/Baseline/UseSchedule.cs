using System.Globalization;

namespace TriageConsole.Detection.Baseline;

/// <summary>
/// Windows of the week in UTC: <c>Mon-Fri 22:00-04:00; Sat,Sun 00:00-24:00; daily 03:00-03:30</c>. A window that ends before it
/// starts goes on into the next day; its end is not part of it.
/// </summary>
public sealed class UseSchedule
{
    private const int DayLength = 24 * 60;
    private const int WeekLength = 7 * DayLength;
    private const int MostWindows = 16;
    private const string Format = "ddd HH:mm";

    // Monday first, as people write weeks.
    private static readonly string[] _days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private readonly bool[] _minutes = new bool[WeekLength];

    private UseSchedule()
    {
    }

    /// <summary>All of the week: it narrows nothing.</summary>
    public bool IsAlways => Array.TrueForAll(_minutes, holds => holds);

    /// <summary>A moment as a chain's value: <c>Tue 23:15</c>.</summary>
    public static string Value(DateTime utc) => utc.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads windows; or says in a sentence what is wrong with them.</summary>
    public static (UseSchedule? Schedule, string? Fault) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var windows = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (windows.Length is 0 or > MostWindows)
            return (null, $"Give 1 to {MostWindows} windows of the week in UTC, for example Mon-Fri 22:00-04:00; Sun 00:00-24:00.");
        var schedule = new UseSchedule();
        foreach (var window in windows)
        {
            if (!schedule.Add(window))
                return (null, $"“{(window.Length > 40 ? window[..40] + "…" : window)}” is no window of the week in UTC; write for example Mon-Fri 22:00-04:00, Sat,Sun 00:00-24:00 or daily 03:00-03:30.");
        }

        return (schedule, null);
    }

    /// <summary>Whether a chain's value lies in one of the windows.</summary>
    public bool Contains(string value) =>
        value is { Length: 9 } && Day(value.AsSpan(0, 3)) is >= 0 and var day && Minute(value.AsSpan(4)) is >= 0 and < DayLength and var minute
        && _minutes[(day * DayLength) + minute];

    private bool Add(string window)
    {
        var cut = window.LastIndexOf(' ');
        if (cut < 0)
            return false;
        var times = window.AsSpan(cut + 1);
        var dash = times.IndexOf('-');
        if (dash < 0 || Days(window[..cut]) is not { } days)
            return false;
        var (from, until) = (Minute(times[..dash]), Minute(times[(dash + 1)..]));
        if (from is < 0 or >= DayLength || until < 0 || from == until)
            return false;
        var length = until > from ? until - from : until + DayLength - from;
        foreach (var day in days)
        {
            for (var i = 0; i < length; i++)
                _minutes[((day * DayLength) + from + i) % WeekLength] = true;
        }

        return true;
    }

    private static List<int>? Days(string text)
    {
        if (text.Equals("daily", StringComparison.OrdinalIgnoreCase))
            return [0, 1, 2, 3, 4, 5, 6];
        var days = new List<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var (first, last) = dash < 0 ? (Day(part), Day(part)) : (Day(part.AsSpan(0, dash).Trim()), Day(part.AsSpan(dash + 1).Trim()));
            if (first < 0 || last < 0)
                return null;
            for (var day = first; ; day = (day + 1) % 7)
            {
                days.Add(day);
                if (day == last)
                    break;
            }
        }

        return days;
    }

    private static int Day(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < _days.Length; i++)
        {
            if (name.Equals(_days[i], StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }

    // Minutes from midnight; 24:00 is the end of the day.
    private static int Minute(ReadOnlySpan<char> time) =>
        time.Length == 5 && time[2] == ':'
        && int.TryParse(time[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 24
        && int.TryParse(time[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minute) && minute < 60
        && (hour < 24 || minute == 0)
            ? (hour * 60) + minute
            : -1;
}
