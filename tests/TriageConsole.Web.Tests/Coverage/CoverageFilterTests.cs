using TriageConsole.Web.Features.Coverage;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class CoverageFilterTests
{
    public static TheoryData<string, CoverageFilter> Addresses { get; } = new()
    {
        { "", CoverageFilter.Default },
        { "?days=7", new() { Days = 7 } },
        { "?days=90&group=Servers+%26+more&compare=previous", new() { Days = 90, Group = "Servers & more", Compare = true } },
        { "?days=all", CoverageFilter.Ever },
        { "?from=2026-01-05", new() { Days = null, From = new(2026, 1, 5) } },
        { "?until=2026-02-01", new() { Days = null, Until = new(2026, 2, 1) } },
        { "?from=2026-01-05&until=2026-02-01&compare=previous", new() { Days = null, From = new(2026, 1, 5), Until = new(2026, 2, 1), Compare = true } },
        { "?from=2026-01-05&until=2026-01-05", new() { Days = null, From = new(2026, 1, 5), Until = new(2026, 1, 5) } },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Parse_Address_GivesTheFilterThatWritesItAgain(string query, CoverageFilter expected)
    {
        var (filter, ignored) = CoverageFilter.Parse(query);

        Assert.Equal(expected, filter);
        Assert.Empty(ignored);
        Assert.Equal(filter, CoverageFilter.Parse(filter.ToQuery()).Filter);
    }

    [Theory]
    [InlineData("?days=8", "days “8” (7, 30, 90 or all)")]
    [InlineData("?days=-7", "days “-7” (7, 30, 90 or all)")]
    [InlineData("?from=yesterday", "from “yesterday”")]
    [InlineData("?from=0001-01-01", "from “0001-01-01”")]
    [InlineData("?until=9999-12-31", "until “9999-12-31”")]
    [InlineData("?from=2026-02-30", "from “2026-02-30”")]
    [InlineData("?from=2026-02-02&until=2026-02-01", "from 2026-02-02 until 2026-02-01 (it ends before it begins)")]
    [InlineData("?compare=next", "compare “next”")]
    [InlineData("?colour=red", "“colour”")]
    public void Parse_Nonsense_IsLeftOutAndNamed(string query, string named)
    {
        var (filter, ignored) = CoverageFilter.Parse(query);

        Assert.Equal([named], ignored);
        Assert.Equal(CoverageFilter.Default, filter);
    }

    [Theory]
    [InlineData("?days=all&compare=previous")]
    [InlineData("?until=2026-02-01&compare=previous")]
    public void Parse_CompareWithoutABeginning_IsLeftOut(string query)
    {
        var (filter, ignored) = CoverageFilter.Parse(query);

        Assert.False(filter.Compare);
        Assert.Equal(["compare “previous” (nothing lies before a period without a beginning)"], ignored);
    }

    [Fact]
    public void Parse_DaysBesideAFirstDay_TheDayCounts()
    {
        var (filter, ignored) = CoverageFilter.Parse("?days=7&from=2026-01-05");

        Assert.Equal(new CoverageFilter { Days = null, From = new(2026, 1, 5) }, filter);
        Assert.Equal(["days (the first or last day is given)"], ignored);
    }
}
