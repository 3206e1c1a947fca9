namespace TriageConsole.Web.Components.Times;

/// <summary>The time zone that times are shown in. Cascaded by the root component.</summary>
public sealed record ViewerZone(TimeZoneInfo Zone)
{
    public static ViewerZone Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>The zone of that IANA name; null for none, and for names that do not exist: a browser may say anything.</summary>
    public static ViewerZone? Named(string? id)
    {
        if (string.IsNullOrEmpty(id) || id.Length > 64)
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? new(zone) : null;
    }

    /// <summary>A moment as the viewer's wall clock shows it.</summary>
    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);
}
