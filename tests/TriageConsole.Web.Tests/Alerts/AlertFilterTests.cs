using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Filters;
using Xunit;

namespace TriageConsole.Web.Tests.Alerts;

public sealed class AlertFilterTests
{
    public static TheoryData<AlertFilter> Filters() =>
    [
        AlertFilter.Default,
        AlertFilter.Default with { Statuses = EnumSet.All<AlertStatus>() },
        AlertFilter.Default with { Statuses = EnumSet.Of(AlertStatus.Closed, AlertStatus.AllowedPending) },
        AlertFilter.Default with { Levels = EnumSet.Of(Severity.High, Severity.Critical), Host = "WS-1", User = "EX\\pat & co", Technique = "T1216.001" },
        AlertFilter.Default with { Use = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Drift = new Guid(11, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1) },
        AlertFilter.Default with { Text = "a=b&c?d#e %25 ü“<img>", Assignee = AlertFilter.Me, Pattern = "0123456789abcdef0123456789abcdef" },
        AlertFilter.Default with { From = new DateOnly(2026, 2, 28), Until = DateOnly.MaxValue },
        AlertFilter.Default with { Sla = SlaFilter.Overdue, Sort = AlertSort.Due },
        AlertFilter.Default with { Sla = SlaFilter.Soon },
        AlertFilter.Default with { Group = "Servers & <img>", Began = new(DateTime.UnixEpoch, null), Raised = new(null, DateTime.UnixEpoch), Decided = TimeRange.Any, Escalated = true },
        AlertFilter.Default with { DecidedBy = "ana & co", Outcomes = EnumSet.Of(AlertOutcome.FalsePositive, AlertOutcome.Undetermined), Signal = "a-b", Proxy = "a b.exe", Script = "<img src=x>.js", Use = Guid.NewGuid(), Below = 50 },
        AlertFilter.Default with { Sort = AlertSort.Completeness, Grouping = AlertGrouping.Pattern, Assignee = "ana" },
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public void Parse_WrittenFilter_GivesItBack(AlertFilter filter)
    {
        var (read, ignored) = AlertFilter.Parse(filter.ToQuery());

        Assert.Equal(filter, read);
        Assert.Empty(ignored);
    }

    [Fact]
    public void ToQuery_Default_IsEmpty() => Assert.Equal(string.Empty, AlertFilter.Default.ToQuery());

    [Theory]
    [InlineData("?began=yesterday", "yesterday")]
    [InlineData("?raised=2026-03-02..2026-03-01", "2026-03-02..2026-03-01")]
    [InlineData("?decided=2026-03-02", "2026-03-02")]
    [InlineData("?escalated=perhaps", "perhaps")]
    [InlineData("?outcome=none", "none")]
    [InlineData("?use=12", "12")]
    [InlineData("?below=101", "101")]
    [InlineData("?sla=late", "late")]
    [InlineData("?status=banana", "banana")]
    [InlineData("?status=3", "3")]
    [InlineData("?level=high,purple", "purple")]
    [InlineData("?technique=T12", "T12")]
    [InlineData("?technique=T1216.1", "T1216.1")]
    [InlineData("?pattern=xyz", "xyz")]
    [InlineData("?from=2026-02-30", "2026-02-30")]
    [InlineData("?until=yesterday", "yesterday")]
    [InlineData("?sort=1", "1")]
    [InlineData("?view=upside-down", "upside-down")]
    [InlineData("?frobnicate=1", "frobnicate")]
    [InlineData("?host=a&host=b", "host")]
    [InlineData("?host=a%00b", "host")]
    public void Parse_Nonsense_IsNamedAndTheRestKept(string query, string named)
    {
        var (filter, ignored) = AlertFilter.Parse(query + "&user=pat");

        Assert.Contains(named, Assert.Single(ignored), StringComparison.Ordinal);
        Assert.Equal("pat", filter.User);
    }

    [Fact]
    public void Parse_HalfNonsenseLevel_KeepsTheOtherHalf() =>
        Assert.Equal(EnumSet.Of(Severity.High), AlertFilter.Parse("?level=high,purple").Filter.Levels);

    [Fact]
    public void Parse_OverlongValue_IsIgnoredNotKept()
    {
        var (filter, ignored) = AlertFilter.Parse("?q=" + new string('x', 5_000));

        Assert.Null(filter.Text);
        Assert.Single(ignored);
    }

    [Fact]
    public void FilterParts_ConditionsWithoutAField_AreNamedAndCanBeTakenAwayOneByOne()
    {
        var filter = AlertFilter.Default with
        {
            Pattern = new string('a', 32),
            Group = "Servers",
            Began = TimeRange.Any,
            Raised = TimeRange.Any,
            Decided = TimeRange.Any,
            Escalated = true,
            DecidedBy = "ana",
            Outcomes = EnumSet.Of(AlertOutcome.FalsePositive),
            Signal = "s",
            Proxy = "p",
            Script = "s.js",
            Use = Guid.Empty,
            Below = 50,
        };

        Assert.Equal(13, FilterParts.Of(filter).Count);
        Assert.Equal(AlertFilter.Default, FilterParts.Of(filter).Aggregate(filter, (rest, part) => part.Without(rest)));
        Assert.Empty(FilterParts.Of(AlertFilter.Default with { Host = "a" }));
        Assert.Contains("Closed as false positive", FilterParts.Of(filter).Select(part => part.Words));
    }

    [Fact]
    public void IsNarrowed_OrderAndGroupingOnly_IsNot()
    {
        Assert.False((AlertFilter.Default with { Sort = AlertSort.Host, Grouping = AlertGrouping.Pattern }).IsNarrowed);
        Assert.True((AlertFilter.Default with { Host = "a" }).IsNarrowed);
    }
}
