using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

public sealed class BaselineFilterTests
{
    [Fact]
    public void ToQuery_EveryPart_IsReadBackEqual()
    {
        foreach (var standing in Enum.GetValues<UseStanding>())
        {
            foreach (var attention in Enum.GetValues<UseAttention>())
            {
                var filter = new BaselineFilter { Standing = standing, Attention = attention, Owner = "Desktop & team", Text = AlertStore.Hostile };
                var (read, ignored) = BaselineFilter.Parse(filter.ToQuery());
                Assert.Equal(filter, read);
                Assert.Empty(ignored);
            }
        }

        Assert.Equal(string.Empty, BaselineFilter.Default.ToQuery());
        Assert.Equal(BaselineFilter.Default, BaselineFilter.Parse(null).Filter);
    }

    [Theory]
    [InlineData("?state=99")]
    [InlineData("?attention=%3Cb%3E")]
    [InlineData("?colour=red")]
    public void Parse_Nonsense_IsLeftOutAndNamed(string query)
    {
        var (filter, ignored) = BaselineFilter.Parse(query);

        Assert.Equal(BaselineFilter.Default, filter);
        Assert.Single(ignored);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("?state=active", true)]
    [InlineData("?state=retired", false)]
    [InlineData("?attention=unused", true)]
    [InlineData("?attention=ownerless", false)]
    [InlineData("?owner=DESKTOP", true)]
    [InlineData("?owner=desk", false)]
    [InlineData("?q=ROLL", true)]
    [InlineData("?q=print.vbs", true)]
    [InlineData("?q=other", false)]
    public void Shows_EachPart_Narrows(string query, bool expected)
    {
        var line = new UseLine
        {
            Id = Guid.NewGuid(),
            Title = "Printer roll-out",
            Standing = UseStanding.Active,
            Conditions = [new(UseField.Script, @"c:\deploy\print.vbs")],
            Owner = "Desktop",
            Reason = "needed",
            Ticket = "CHG-1",
            ProposedBy = "ana",
            ProposedUtc = default,
            ReviewUtc = default,
            ExpiresUtc = default,
            Attentions = [UseAttention.Unused],
        };

        Assert.Equal(expected, BaselineFilter.Parse(query).Filter.Shows(line));
    }
}
