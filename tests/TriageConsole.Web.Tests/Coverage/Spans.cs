using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Period;

namespace TriageConsole.Web.Tests.Coverage;

/// <summary>Periods for tests: now is the noon of 2 March 2026, UTC, and the last telemetry an hour before.</summary>
internal static class Spans
{
    public static readonly DateTime Now = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    public static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static CoverageSpan Of(CoverageFilter filter, TimeZoneInfo? zone = null) => CoverageSpan.Of(filter, Now.AddHours(-1), Now, zone ?? TimeZoneInfo.Utc);

    public static CoverageScope Scope(CoverageFilter filter, TimeZoneInfo? zone = null) => new() { Filter = filter, Span = Of(filter, zone) };
}
