namespace TriageConsole.Web.Features.Coverage.Period;

/// <summary>Period and hosts in words.</summary>
public static class PeriodWords
{
    public static string Of(CoverageScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var hosts = scope.Filter.Group is { } group ? $"Host group {group}" : "Every host";
        return $"{hosts}, {Days(scope.Span)}.";
    }

    /// <summary>The days, and whose days they are.</summary>
    public static string Days(CoverageSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        return (span.From, span.Until) switch
        {
            ({ } from, { } until) when from == until => $"{CoverageWords.Day(from)}, a day of {span.ZoneWords}",
            ({ } from, { } until) => $"{CoverageWords.Day(from)} to {CoverageWords.Day(until)}, days of {span.ZoneWords}",
            ({ } from, null) => $"from {CoverageWords.Day(from)} on, days of {span.ZoneWords}",
            (null, { } until) => $"up to {CoverageWords.Day(until)}, days of {span.ZoneWords}",
            _ => $"all time, days of {span.ZoneWords}",
        };
    }
}
