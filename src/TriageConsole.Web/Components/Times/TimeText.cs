using System.Globalization;

namespace TriageConsole.Web.Components.Times;

/// <summary>How times are written: sortable, the same for everyone, with as much as is known.</summary>
public static class TimeText
{
    public static string Local(DateTime utc, ViewerZone zone) =>
        zone.Local(utc).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string LocalMilliseconds(DateTime utc, ViewerZone zone) =>
        zone.Local(utc).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>The UTC day.</summary>
    public static string Day(DateTime utc) => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>For the tooltip and for machines.</summary>
    public static string Utc(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    public static string Machine(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>"now", "4 min ago", "3 h ago", "12 d ago", "in 5 d": one unit, rounded towards the present.</summary>
    public static string Age(DateTime utc, DateTime nowUtc)
    {
        var past = utc <= nowUtc;
        var span = past ? nowUtc - utc : utc - nowUtc;
        if (span < TimeSpan.FromMinutes(1))
            return "now";
        var text = span switch
        {
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min"),
            { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h"),
            { TotalDays: < 730 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(int)(span.TotalDays / 365.25)} y"),
        };
        return past ? text + " ago" : "in " + text;
    }
}
