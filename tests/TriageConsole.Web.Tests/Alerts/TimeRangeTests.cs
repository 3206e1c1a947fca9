using TriageConsole.Web.Features.Filters;
using Xunit;

namespace TriageConsole.Web.Tests.Alerts;

public sealed class TimeRangeTests
{
    [Theory]
    [InlineData("..", "..")]
    [InlineData("2026-03-01T05:06:07Z..", "2026-03-01T05:06:07Z..")]
    [InlineData("..2026-03-01T05:06Z", "..2026-03-01T05:06:00Z")]
    [InlineData("2026-03-01..2026-03-02", "2026-03-01T00:00:00Z..2026-03-02T00:00:00Z")]
    public void Parse_Range_IsWrittenAgain(string text, string expected) => Assert.Equal(expected, TimeRange.Parse(text)!.Value.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01..2026-03-01")]
    [InlineData("2026-03-02..2026-03-01")]
    [InlineData("2026-03-01..2026-03-02..2026-03-03")]
    [InlineData("yesterday..today")]
    public void Parse_Nonsense_IsNone(string? text) => Assert.Null(TimeRange.Parse(text));
}
