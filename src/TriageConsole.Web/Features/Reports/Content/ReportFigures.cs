using System.Globalization;

namespace TriageConsole.Web.Features.Reports.Content;

/// <summary>Numbers and times as a report writes them: the same for every reader.</summary>
internal static class ReportFigures
{
    public const string None = "–";

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Rounded down: what is not whole never reads as whole. A dash of nothing.</summary>
    public static string Share(long part, long whole) => whole == 0 ? None : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100.0 * part / whole):0} %");

    public static string Of(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{Count(count)} {many}";

    public static string Utc(DateTime? utc) => utc?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? None;

    public static string Day(DateTime? utc) => utc?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? None;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"45 s", "12 min", "3.5 h", "2.1 d".</summary>
    public static string Span(TimeSpan? span) => span switch
    {
        null => None,
        { TotalSeconds: < 90 } s => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, s.TotalSeconds):0} s"),
        { TotalMinutes: < 90 } s => string.Create(CultureInfo.InvariantCulture, $"{s.TotalMinutes:0} min"),
        { TotalHours: < 48 } s => string.Create(CultureInfo.InvariantCulture, $"{s.TotalHours:0.#} h"),
        { } s => string.Create(CultureInfo.InvariantCulture, $"{s.TotalDays:0.#} d"),
    };

    /// <summary>The value below which that share lies, of minutes in order; null of none.</summary>
    public static TimeSpan? At(IReadOnlyList<double> minutesInOrder, double share) => minutesInOrder.Count == 0
        ? null
        : TimeSpan.FromMinutes(minutesInOrder[Math.Clamp((int)Math.Ceiling(minutesInOrder.Count * share) - 1, 0, minutesInOrder.Count - 1)]);
}
