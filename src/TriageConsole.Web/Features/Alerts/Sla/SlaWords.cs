using System.Globalization;
using System.Text.RegularExpressions;

namespace TriageConsole.Web.Features.Alerts.Sla;

/// <summary>Time against an alert's limit, as people read and type it.</summary>
internal static partial class SlaWords
{
    public static string Of(SlaStanding standing) => standing.State switch
    {
        SlaState.Overdue => $"{Span(standing.Span)} over",
        SlaState.Soon or SlaState.InTime => $"{Span(standing.Span)} left",
        SlaState.Met => "in time",
        SlaState.Missed => "late",
        _ => "no limit",
    };

    public static string Long(SlaStanding standing) => standing.State switch
    {
        SlaState.Overdue => $"Overdue: its first decision should have come {Span(standing.Span)} ago, {Span(standing.Allowed)} after it was raised.",
        SlaState.Soon => $"Due soon: {Span(standing.Span)} of {Span(standing.Allowed)} left for its first decision.",
        SlaState.InTime => $"{Span(standing.Span)} of {Span(standing.Allowed)} left for its first decision.",
        SlaState.Met => $"First decided in {Span(standing.Span)}, within its {Span(standing.Allowed)}.",
        SlaState.Missed => $"First decided after {Span(standing.Span)}; it should have been {Span(standing.Allowed)}.",
        _ => "It waits for no decision, or may wait for ever.",
    };

    /// <summary>One unit, rounded down: 45 min, 3 h, 12 d.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d"),
    };

    /// <summary>A limit as it is typed; empty for none.</summary>
    public static string Typed(TimeSpan? limit) => limit switch
    {
        null => string.Empty,
        { } time when time.Ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{time.Days} d"),
        { } time when time.Ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h"),
        { } time => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min"),
    };

    /// <summary>Reads what was typed: minutes; null for none; false where it makes no sense.</summary>
    public static bool TryRead(string? typed, out int? minutes)
    {
        minutes = null;
        if (string.IsNullOrWhiteSpace(typed))
            return true;
        var match = Duration().Match(typed.Trim());
        if (!match.Success)
            return false;
        minutes = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * char.ToLowerInvariant(match.Groups[2].Value[0]) switch
        {
            'm' => 1,
            'h' => 60,
            _ => 24 * 60,
        };
        return true;
    }

    [GeneratedRegex(@"^([0-9]{1,5})\s*(min|h|d)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
