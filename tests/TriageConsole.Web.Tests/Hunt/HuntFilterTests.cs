using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Hunt;
using Xunit;

namespace TriageConsole.Web.Tests.Hunt;

public sealed class HuntFilterTests
{
    public static TheoryData<HuntFilter> Filters() =>
    [
        HuntFilter.Default,
        new HuntFilter { Words = "pubprn \"script https\" !x <img src=x onerror=alert(1)> & co ü%20", Host = "WS-1", Group = "a & b", Image = "wscript.exe", Parent = "a b.exe" },
        new HuntFilter { User = "EX\\pat & co", Hash = new string('A', 64), Signature = SignatureStatus.Invalid },
        new HuntFilter { Hash = new string('1', 32), Signature = SignatureStatus.Unknown, FromUtc = new DateTime(2026, 2, 28, 1, 2, 3, DateTimeKind.Utc), UntilUtc = DateTime.UnixEpoch },
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public void Parse_WrittenFilter_GivesItBack(HuntFilter filter)
    {
        var (read, ignored) = HuntFilter.Parse(filter.ToQuery());

        Assert.Equal(filter, read);
        Assert.Empty(ignored);
    }

    [Fact]
    public void ToQuery_Default_IsEmpty() => Assert.Equal(string.Empty, HuntFilter.Default.ToQuery());

    [Theory]
    [InlineData("?q=!only", "!only")]
    [InlineData("?hash=12", "12")]
    [InlineData("?hash=zz", "zz")]
    [InlineData("?signature=fine", "fine")]
    [InlineData("?signature=1", "1")]
    [InlineData("?from=2026-02-30", "2026-02-30")]
    [InlineData("?until=yesterday", "yesterday")]
    [InlineData("?frobnicate=1", "frobnicate")]
    [InlineData("?host=a&host=b", "host")]
    [InlineData("?image=a%00b", "image")]
    public void Parse_Nonsense_IsNamedAndTheRestKept(string query, string named)
    {
        var (filter, ignored) = HuntFilter.Parse(query + "&user=pat");

        Assert.Contains(named, Assert.Single(ignored), StringComparison.Ordinal);
        Assert.Equal("pat", filter.User);
    }

    [Theory]
    [InlineData("2026-03-01", 0, 0)]
    [InlineData("2026-03-01T07:30", 7, 30)]
    [InlineData("2026-03-01T07:30:00Z", 7, 30)]
    public void Parse_Moment_IsUtc(string written, int hour, int minute)
    {
        var from = HuntFilter.Parse($"?from={written}").Filter.FromUtc;

        Assert.Equal(new DateTime(2026, 3, 1, hour, minute, 0, DateTimeKind.Utc), from);
        Assert.Equal(DateTimeKind.Utc, from!.Value.Kind);
    }
}
