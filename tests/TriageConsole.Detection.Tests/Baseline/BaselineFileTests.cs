using System.Text;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class BaselineFileTests
{
    private const string Good = """
        {"version":1,"approved_uses":[{"id":"00000001-0000-0000-0000-000000000000","title":"t","owner":"o","reason":"r","expires_utc":"2030-06-01T00:00:00Z",
        "conditions":[{"field":"Host","pattern":"srv-1"},{"field":"proxy_image","pattern":"*\\cscript.exe"},{"field":"SCRIPT","pattern":"*\\a.vbs"}]}]}
        """;

    [Fact]
    public void Parse_GoodFile_IsRead()
    {
        var use = Assert.Single(Uses(Good));
        Assert.Equal([UseField.Host, UseField.ProxyImage, UseField.Script], use.Conditions.Select(condition => condition.Field));
        Assert.Equal(ApprovedUseState.Active, use.State);
        Assert.Equal(string.Empty, use.Ticket);
        Assert.Equal(new DateTime(2030, 6, 1, 0, 0, 0, DateTimeKind.Utc), use.ExpiresUtc);
        Assert.Equal(DateTimeKind.Utc, use.ExpiresUtc.Kind);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("**?*")]
    [InlineData("*.*")]
    [InlineData(@"\\*")]
    public void Parse_PatternThatMatchesEverything_IsNoAnchorAndIsRefusedInWords(string pattern)
    {
        var fault = Assert.Single(Faults(Good.Replace("\"srv-1\"", $"\"{pattern}\"", StringComparison.Ordinal)));
        Assert.Equal("approved_uses[0].conditions: 2 of at least 3 independent anchors; a pattern that matches everything is none.", fault.ToString());
    }

    [Fact]
    public void Parse_TimeWithAnOffset_IsBroughtToUtc() =>
        Assert.Equal(new DateTime(2030, 5, 31, 22, 0, 0, DateTimeKind.Utc), Assert.Single(Uses(Good.Replace("00:00:00Z", "00:00:00+02:00", StringComparison.Ordinal))).ExpiresUtc);

    [Fact]
    public void Write_AnyUses_AreReadBackEqual()
    {
        ApprovedUse[] uses =
        [
            Chain.Use(Chain.Matching) with { Title = "<img src=x onerror=alert(1)> \"q\" \\ \0 \ud83d\ude00 é", Ticket = "T-1", ExpiresUtc = Chain.Now.AddTicks(12_345_678) },
            Chain.Use(Chain.Matching) with { Id = Guid.NewGuid(), State = ApprovedUseState.Retired },
            Chain.Use(Chain.Matching) with { Id = Guid.NewGuid(), State = ApprovedUseState.Proposed },
            Chain.Use(Chain.Matching) with { Id = Guid.NewGuid(), State = ApprovedUseState.Rejected },
        ];
        var back = Uses(BaselineFileWriter.Write(uses));
        Assert.Equal(uses.Length, back.Count);
        foreach (var (use, read) in uses.Zip(back))
        {
            Assert.Equal(use.Conditions, read.Conditions);
            Assert.Equal(use with { Conditions = read.Conditions }, read);
        }

        Assert.Empty(Uses(BaselineFileWriter.Write(Array.Empty<ApprovedUse>())));
    }

    [Fact]
    public void Write_Entries_AreReadBackWithWhatPeopleSaid()
    {
        BaselineEntry[] entries =
        [
            new()
            {
                Use = Chain.Use([.. Chain.Matching.Take(11), new(UseField.PayloadLocation, "other[a-z]+", IsRegex: true)]),
                Acknowledgement = "<b>It is right.</b>",
                ReviewUtc = Chain.Now.AddDays(9),
                Approvals =
                [
                    new(UseAction.Proposed, "ana", Chain.Now.AddDays(-3)),
                    new(UseAction.Approved, "<img src=x onerror=alert(1)>", Chain.Now.AddDays(-2).AddTicks(7), "Seen.", IsSelf: true),
                    new(UseAction.Retired, "ada", Chain.Now.AddDays(-1), "\ud83d\ude00"),
                ],
            },
            new() { Use = Chain.Use(Chain.Matching) with { Id = Guid.NewGuid() } },
        ];
        var back = BaselineFile.Parse(BaselineFileWriter.Write(entries), Chain.Now);
        Assert.Empty(back.Faults);
        foreach (var (entry, read) in entries.Zip(back.Entries, (a, b) => (a, b)))
        {
            Assert.Equal(entry.Use.Conditions, read.Use.Conditions);
            Assert.Equal(entry.Approvals, read.Approvals);
            Assert.Equal((entry.Acknowledgement, entry.ReviewUtc, entry.Use.Id), (read.Acknowledgement, read.ReviewUtc, read.Use.Id));
        }

        Assert.Equal(2, back.Entries.Count);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{", "line 1")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("{}", "approved_uses")]
    [InlineData("""{"version":1}""", "approved_uses")]
    [InlineData("""{"version":1,"approved_uses":{}}""", "approved_uses")]
    [InlineData("""{"version":2,"approved_uses":[]}""", "version")]
    [InlineData("""{"version":"1","approved_uses":[]}""", "version")]
    [InlineData("""{"version":1.5,"approved_uses":[]}""", "version")]
    [InlineData("""{"approved_uses":[]}""", "version")]
    [InlineData("""{"version":1,"approved_uses":[],"more":1}""", "more")]
    [InlineData("""{"version":1,"approved_uses":[1]}""", "approved_uses[0]")]
    [InlineData("""{"version":1,"approved_uses":[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]}""", "line 1")]
    public void Parse_BadRoot_SaysWhere(string json, string place) => Assert.Contains(place, Faults(json).Select(fault => fault.Place));

    [Theory]
    [InlineData("\"id\":\"00000001-0000-0000-0000-000000000000\"", "\"id\":\"x\"", "approved_uses[0].id")]
    [InlineData("\"id\":\"00000001-0000-0000-0000-000000000000\"", "\"id\":\"00000000-0000-0000-0000-000000000000\"", "approved_uses[0].id")]
    [InlineData("\"id\":\"00000001-0000-0000-0000-000000000000\",", "", "approved_uses[0].id")]
    [InlineData("\"title\":\"t\"", "\"title\":\"\"", "approved_uses[0].title")]
    [InlineData("\"title\":\"t\"", "\"title\":\" \"", "approved_uses[0].title")]
    [InlineData("\"title\":\"t\"", "\"title\":1", "approved_uses[0].title")]
    [InlineData("\"owner\":\"o\",", "", "approved_uses[0].owner")]
    [InlineData("\"reason\":\"r\",", "", "approved_uses[0].reason")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"ticket\":1", "approved_uses[0].ticket")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"state\":\"on\"", "approved_uses[0].state")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"state\":\"9\"", "approved_uses[0].state")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"state\":\"1\"", "approved_uses[0].state")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"state\":\"active,rejected\"", "approved_uses[0].state")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"state\":1", "approved_uses[0].state")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"covers\":true", "approved_uses[0].covers")]
    [InlineData("2030-06-01T00:00:00Z", "soon", "approved_uses[0].expires_utc")]
    [InlineData("2030-06-01T00:00:00Z", "2029-06-01T00:00:00Z", "approved_uses[0].expires_utc")]
    [InlineData("2030-06-01T00:00:00Z", "2032-06-01T00:00:00Z", "approved_uses[0].expires_utc")]
    [InlineData("{\"field\":\"Host\",\"pattern\":\"srv-1\"}", "7", "approved_uses[0].conditions[0]")]
    [InlineData("\"field\":\"Host\"", "\"field\":\"Hosts\"", "approved_uses[0].conditions[0].field")]
    [InlineData("\"field\":\"Host\"", "\"field\":\"0\"", "approved_uses[0].conditions[0].field")]
    [InlineData("\"field\":\"Host\"", "\"field\":\"-1\"", "approved_uses[0].conditions[0].field")]
    [InlineData("\"field\":\"Host\"", "\"field\":\"\"", "approved_uses[0].conditions[0].field")]
    [InlineData("\"field\":\"Host\"", "\"field\":\"_\"", "approved_uses[0].conditions[0].field")]
    [InlineData("\"field\":\"Host\"", "\"field\":\"Host,User\"", "approved_uses[0].conditions[0].field")]
    [InlineData("\"field\":\"Host\"", "\"field\":\" 0\"", "approved_uses[0].conditions[0].field")]
    [InlineData("\"field\":\"Host\"", "\"field\":\"Host\",\"regex\":true", "approved_uses[0].conditions[0].regex")]
    [InlineData("\"pattern\":\"srv-1\"", "\"pattern\":\" \"", "approved_uses[0].conditions[0].pattern")]
    [InlineData("\"pattern\":\"srv-1\"", "\"pattern\":null", "approved_uses[0].conditions[0].pattern")]
    [InlineData("\"pattern\":\"srv-1\"", "\"pattern\":\"*\"", "approved_uses[0].conditions")]
    [InlineData("\"pattern\":\"srv-1\"", "\"pattern\":\"srv-1\",\"is_regex\":1", "approved_uses[0].conditions[0].is_regex")]
    [InlineData("\"pattern\":\"srv-1\"", "\"pattern\":\"(a+)+\\\\1x\",\"is_regex\":true", "approved_uses[0].conditions[0].pattern")]
    [InlineData("\"pattern\":\"srv-1\"", "\"pattern\":\"srv-(\",\"is_regex\":true", "approved_uses[0].conditions[0].pattern")]
    [InlineData("\"pattern\":\"srv-1\"", "\"pattern\":\".*\",\"is_regex\":true", "approved_uses[0].conditions")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"review_utc\":7", "approved_uses[0].review_utc")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"acknowledgement\":null", "approved_uses[0].acknowledgement")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"approvals\":{}", "approved_uses[0].approvals")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"approvals\":[1]", "approved_uses[0].approvals[0]")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"approvals\":[{\"action\":\"waved through\",\"by\":\"a\",\"utc\":\"2029-01-01\"}]", "approved_uses[0].approvals[0].action")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"approvals\":[{\"action\":\"approved\",\"utc\":\"2029-01-01\"}]", "approved_uses[0].approvals[0].by")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"approvals\":[{\"action\":\"approved\",\"by\":\"a\"}]", "approved_uses[0].approvals[0].utc")]
    [InlineData("\"reason\":\"r\"", "\"reason\":\"r\",\"approvals\":[{\"action\":\"approved\",\"by\":\"a\",\"utc\":\"2029-01-01\",\"x\":1}]", "approved_uses[0].approvals[0].x")]
    [InlineData("\"title\":\"t\"", "\"title\":\"t\",\"title\":\"u\"", "line 1")]
    public void Parse_OneFault_SaysWhereAndAppliesNothing(string good, string bad, string place)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        Assert.Contains(place, Faults(Good.Replace(good, bad, StringComparison.Ordinal)).Select(fault => fault.Place));
    }

    [Fact]
    public void Parse_SameIdTwice_IsAFault()
    {
        var text = BaselineFileWriter.Write([Chain.Use(Chain.Matching), Chain.Use(Chain.Matching)]);
        var fault = Assert.Single(Faults(text));
        Assert.Equal("approved_uses[1].id", fault.Place);
        Assert.Contains("approved_uses[0]", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApprovedUseState.Active, false, false)]
    [InlineData(ApprovedUseState.Proposed, false, false)]
    [InlineData(ApprovedUseState.Retired, false, true)]
    [InlineData(ApprovedUseState.Rejected, false, true)]
    [InlineData(ApprovedUseState.Active, true, true)]
    [InlineData(ApprovedUseState.Proposed, true, true)]
    public void Parse_Expired_IsTakenWhereItCoversNothingAnyway(ApprovedUseState state, bool takesExpired, bool isGood)
    {
        var text = BaselineFileWriter.Write([Chain.Use(Chain.Matching) with { State = state, ExpiresUtc = Chain.Now.AddDays(-1) }]);
        var result = BaselineFile.Parse(text, Chain.Now, takesExpired);
        Assert.Equal(isGood, result.Faults.Count == 0);
        Assert.Equal(isGood ? 1 : 0, result.Uses.Count);
        Assert.All(result.Faults, fault => Assert.Equal("approved_uses[0].expires_utc: it lies in the past.", fault.ToString(), ignoreCase: true));
    }

    [Fact]
    public void Parse_TenThousandConditions_AreCountedInOneFault()
    {
        var text = BaselineFileWriter.Write([Chain.Use([.. Enumerable.Repeat(Chain.Matching[0], 10_000)])]);
        var fault = Assert.Single(Faults(text));
        Assert.Equal(("approved_uses[0].conditions", true), (fault.Place, fault.Message.Contains("10,000", StringComparison.Ordinal)));
    }

    [Fact]
    public void Parse_FaultsWithoutEnd_AreNamedUpToALimit()
    {
        var faults = Faults("{\"version\":1,\"approved_uses\":[" + string.Join(',', Enumerable.Repeat("1", 50_000)) + "]}");
        Assert.Equal(BaselineFile.MostFaults + 1, faults.Count);
        Assert.Contains("not looked at", faults[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_GoodAndBadUse_AppliesNothingByHalves()
    {
        var text = BaselineFileWriter.Write([Chain.Use(Chain.Matching), Chain.Use(Chain.Matching) with { Id = Guid.NewGuid(), Owner = "" }]);
        Assert.Empty(BaselineFile.Parse(text, Chain.Now).Uses);
        Assert.NotEmpty(Faults(text));
    }

    [Theory]
    [InlineData(4_096, true)]
    [InlineData(4_097, false)]
    public void Parse_LongPattern_IsRefusedBeyondTheLimit(int length, bool isGood) =>
        Assert.Equal(isGood, BaselineFile.Parse(Good.Replace("srv-1", new string('s', length), StringComparison.Ordinal), Chain.Now).Faults.Count == 0);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Parse_ManyConditions_AreRefusedBeyondTheLimit(int count, bool isGood)
    {
        var text = BaselineFileWriter.Write([Chain.Use([.. Enumerable.Range(0, count).Select(n => Chain.Matching[n % 12])])]);
        Assert.Equal(isGood, BaselineFile.Parse(text, Chain.Now).Faults.Count == 0);
    }

    [Theory]
    [InlineData("\"title\":\"t\"", "\"title\":\"\\ud800\"")]
    [InlineData("\"pattern\":\"srv-1\"", "\"pattern\":\"\\udc00srv-1\"")]
    [InlineData("\"field\":\"Host\"", "\"field\":\"\\ud800\"")]
    [InlineData("\"title\":\"t\"", "\"\\ud800\":\"t\"")]
    [InlineData("\"version\":1", "\"version\":1,\"\\udc00\":1")]
    [InlineData("2030-06-01T00:00:00Z", "\\ud800")]
    [InlineData("\"id\":\"0", "\"id\":\"\\ud800")]
    public void Parse_EscapedHalfCharacter_IsAFaultAndNoException(string good, string bad)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        Assert.NotEmpty(Faults(Good.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Fact]
    public void Parse_HalfCharacterInTheText_IsAFaultAndNoException() => Assert.NotEmpty(Faults(Good.Replace("srv-1", "srv-1\ud800", StringComparison.Ordinal)));

    [Fact]
    public void Parse_CutAnywhere_EndsInFaults()
    {
        for (var length = 0; length < Good.TrimEnd().Length; length++)
            Assert.NotEmpty(Faults(Good[..length]));
    }

    [Fact]
    public void Parse_AnyCharacterReplaced_EndsInUsesOrFaults()
    {
        var random = new Random(1);
        for (var i = 0; i < 4_000; i++)
        {
            var text = new StringBuilder(Good);
            for (var n = random.Next(1, 4); n > 0; n--)
                text[random.Next(text.Length)] = Spoil[random.Next(Spoil.Length)];
            var result = BaselineFile.Parse(text.ToString(), Chain.Now);
            Assert.True(result.Faults.Count > 0 ? result.Uses.Count == 0 : result.Uses.Count == 1);
        }
    }

    private const string Spoil = "{}[]\",:\\u\0\ud800é10 ";

    private static IReadOnlyList<ApprovedUse> Uses(string json)
    {
        var result = BaselineFile.Parse(json, Chain.Now);
        Assert.Empty(result.Faults);
        return result.Uses;
    }

    private static IReadOnlyList<BaselineFault> Faults(string json)
    {
        var result = BaselineFile.Parse(json, Chain.Now);
        Assert.Empty(result.Uses);
        Assert.All(result.Faults, fault => Assert.NotEmpty(fault.Message));
        return result.Faults;
    }
}
