using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Hosts;
using Xunit;

namespace TriageConsole.Web.Tests.Hosts;

public sealed class HostFilterTests
{
    public static TheoryData<HostFilter> Filters()
    {
        var data = new TheoryData<HostFilter> { HostFilter.Default, new HostFilter { Name = "<img src=x onerror=alert(1)> & co ü%20", HasOpenAlerts = true, Sort = HostSort.Quiet, Group = "a & b" } };
        foreach (var health in Enum.GetValues<ComponentState>())
            data.Add(new HostFilter { Health = health, HasOpenAlerts = false });
        foreach (var sort in Enum.GetValues<HostSort>())
            data.Add(new HostFilter { Sort = sort });
        return data;
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Parse_WrittenFilter_GivesItBack(HostFilter filter)
    {
        var (read, ignored) = HostFilter.Parse(filter.ToQuery());

        Assert.Equal(filter, read);
        Assert.Empty(ignored);
    }

    [Fact]
    public void ToQuery_Default_IsEmpty() => Assert.Equal(string.Empty, HostFilter.Default.ToQuery());

    [Theory]
    [InlineData("?health=fine", "fine")]
    [InlineData("?health=3", "3")]
    [InlineData("?alerts=some", "some")]
    [InlineData("?sort=1", "1")]
    [InlineData("?frobnicate=1", "frobnicate")]
    [InlineData("?health=silent&health=covered", "health")]
    [InlineData("?sort=a%00b", "sort")]
    public void Parse_Nonsense_IsNamedAndTheRestKept(string query, string named)
    {
        var (filter, ignored) = HostFilter.Parse(query + "&q=ws");

        Assert.Contains(named, Assert.Single(ignored), StringComparison.Ordinal);
        Assert.Equal("ws", filter.Name);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?sort=alerts", false)]
    [InlineData("?q=a", true)]
    [InlineData("?health=silent", true)]
    [InlineData("?alerts=none", true)]
    public void IsNarrowed_OnlyByConditions(string query, bool expected) => Assert.Equal(expected, HostFilter.Parse(query).Filter.IsNarrowed);
}
