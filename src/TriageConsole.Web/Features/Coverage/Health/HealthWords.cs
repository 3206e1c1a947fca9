using System.Globalization;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>Telemetry health in words.</summary>
public static class HealthWords
{
    /// <summary>What a log's numbers say, in a sentence or two.</summary>
    public static string Of(LogGaps log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var anew = log.Renumbered switch
        {
            0 => string.Empty,
            1 => " The log began to count anew once: it was cleared or made again.",
            _ => $" The log began to count anew {log.Renumbered} times: it was cleared or made again.",
        };
        return log.Kind == GapKind.Selection
            ? $"only a selection of it was sent ({Percent(log.Present)} of the numbers are there), so that missing records cannot be told.{anew}"
            : log.Missing == 0 ? $"no record is missing.{anew}"
            : $"at least {CoverageWords.Count(log.Missing)} {(log.Missing == 1 ? "record is" : "records are")} missing in {CoverageWords.Count(log.Count)} {(log.Count == 1 ? "gap" : "gaps")}; {Percent(log.Present)} of the numbers are there.{anew}";
    }

    /// <summary>A share, rounded down: what is not whole never reads as whole.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100):0} %");

    /// <summary>A span in its largest whole unit, rounded down: "3 hours".</summary>
    public static string Span(TimeSpan span) =>
        span.TotalDays >= 730 ? $"{(int)(span.TotalDays / 365.25)} years"
        : span.TotalDays >= 2 ? $"{CoverageWords.Count((long)span.TotalDays)} days"
        : span.TotalHours >= 2 ? $"{(int)span.TotalHours} hours"
        : span.TotalMinutes >= 2 ? $"{(int)span.TotalMinutes} minutes"
        : $"{(int)span.TotalSeconds} seconds";
}
