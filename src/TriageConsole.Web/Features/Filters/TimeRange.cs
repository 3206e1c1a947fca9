using System.Globalization;

namespace TriageConsole.Web.Features.Filters;

/// <summary>
/// A range of UTC moments in an address, to the second: <c>FROM..UNTIL</c>. Either end may be missing; without both it says
/// that there is a moment at all.
/// </summary>
/// <param name="FromUtc">First moment in it; null for no beginning.</param>
/// <param name="UntilUtc">First moment behind it; null for no end.</param>
public readonly record struct TimeRange(DateTime? FromUtc, DateTime? UntilUtc)
{
    private const string Between = "..";

    private static readonly string[] _formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd"];

    /// <summary>Any moment.</summary>
    public static TimeRange Any => default;

    /// <summary>The range that a text says; null where it makes no sense or ends before it begins.</summary>
    public static TimeRange? Parse(string? text)
    {
        if (text is null || text.Split(Between) is not [var from, var until] || !TryRead(from, out var start) || !TryRead(until, out var end))
            return null;
        return start >= end ? null : new TimeRange(start, end);
    }

    public override string ToString() => $"{Written(FromUtc)}{Between}{Written(UntilUtc)}";

    private static string Written(DateTime? utc) => utc?.ToString(_formats[0], CultureInfo.InvariantCulture) ?? string.Empty;

    private static bool TryRead(string text, out DateTime? utc)
    {
        utc = null;
        if (text.Length == 0)
            return true;
        if (!DateTime.TryParseExact(text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read))
            return false;
        utc = read;
        return true;
    }
}
