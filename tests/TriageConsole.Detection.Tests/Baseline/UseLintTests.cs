using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using Xunit;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class UseLintTests
{
    private static readonly UseLint _lint = new(Seed.Data);

    private static readonly UseCondition[] _good =
    [
        new(UseField.Host, "srv-*"), new(UseField.User, @"corp\svc"), new(UseField.ParentImage, @"c:\windows\system32\svchost.exe"),
        new(UseField.ProxyImage, @"c:\windows\system32\cscript.exe"), new(UseField.Script, @"c:\program files\acme\collect.vbs"),
    ];

    [Fact]
    public void Check_NarrowUse_FindsNothing() => Assert.Empty(_lint.Check(_good, UseGroups.Empty));

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void Check_Anchors_AtLeastThreeIndependentOnes(int conditions, bool isGood) =>
        Assert.Equal(isGood, !Codes([.. _good.Skip(2).Take(conditions - 1), _good[^1]]).Contains("few-anchors"));

    [Fact]
    public void Check_AnchorsThatSayTheSame_CountOnce() => Assert.Contains("few-anchors", Codes(
    [
        new(UseField.ParentImage, @"c:\windows\explorer.exe"), new(UseField.ParentCommandLine, "explorer.exe"),
        new(UseField.Script, @"c:\program files\a\b.vbs"), new(UseField.PayloadLocation, "ProgramFiles"),
    ]));

    [Theory]
    [InlineData(UseField.Script, "collect.vbs", true)]
    [InlineData(UseField.Script, @"*\collect.vbs", true)]
    [InlineData(UseField.Script, "*collect.vbs", true)]
    [InlineData(UseField.ParentImage, "explorer.exe", true)]
    [InlineData(UseField.Script, @"c:\program files\collect.vbs", false)]
    [InlineData(UseField.Script, "https://example.com/a.sct", false)]
    [InlineData(UseField.Host, "collect", false)]
    public void Check_FileNameWithoutFolder_IsAnError(UseField field, string pattern, bool expected) =>
        Assert.Equal(expected, Has(LintLevel.Error, "name-only", With(field, pattern)));

    [Theory]
    [InlineData(UseField.Script, @"*\acme\collect.vbs", true)]
    [InlineData(UseField.Script, @"?:\acme\collect.vbs", true)]
    [InlineData(UseField.Arguments, "*collect.vbs", true)]
    [InlineData(UseField.Script, @"c:\program files\*\collect.vbs", false)]
    [InlineData(UseField.Arguments, "cscript.exe *collect.vbs", false)]
    public void Check_LeadingWildcard_IsAWarning(UseField field, string pattern, bool expected) =>
        Assert.Equal(expected, Has(LintLevel.Warning, "leading-wildcard", With(field, pattern)));

    [Theory]
    [InlineData(@"c:\users\anna\a.vbs", true)]
    [InlineData(@"c:\programdata\acme\a.vbs", true)]
    [InlineData(@"c:\windows\temp\a.vbs", true)]
    [InlineData(@"\\server\share\a.vbs", true)]
    [InlineData(@"c:\*\a.vbs", true)]
    [InlineData(@"c:\windows\*\a.vbs", true)]
    [InlineData(@"c:\windows\*", true)]
    [InlineData(@"c:\program files\acme\*\a.vbs", false)]
    [InlineData(@"c:\windows\ccmcache\*\install.vbs", false)]
    [InlineData(@"\\acme.example\sysvol\acme.example\scripts\a.vbs", false)]
    public void Check_ScriptWhereUsersWrite_IsAWarning(string pattern, bool expected) =>
        Assert.Equal(expected, Has(LintLevel.Warning, "user-writable", With(UseField.Script, pattern)));

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(UseField.ChildHash, "aaaabbbb", false)]
    [InlineData(UseField.ChildSigner, "Contoso Ltd", false)]
    [InlineData(UseField.ChildSigner, "unsigned", true)]
    [InlineData(UseField.ChildSigner, "*", true)]
    public void Check_ChildWhereUsersWrite_MustHaveAHashOrSigner(UseField? field, string? pattern, bool expected)
    {
        UseCondition[] child = [.. _good, new(UseField.ChildImage, @"c:\users\anna\a.exe")];
        Assert.Equal(expected, Has(LintLevel.Warning, "user-writable", field is { } named ? [.. child, new(named, pattern!)] : child));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(@"c:\program files\acme\*", true)]
    [InlineData(@"c:\program files\acme\a.exe", false)]
    public void Check_SignerByNameOnly_IsAWarning(string? child, bool expected)
    {
        UseCondition[] signer = [.. _good, new(UseField.ChildSigner, "Contoso Ltd")];
        Assert.Equal(expected, Has(LintLevel.Warning, "signer-by-name", child is null ? signer : [.. signer, new(UseField.ChildImage, child)]));
    }

    [Theory]
    [InlineData(@"c:\windows\system32\cscript.exe", LintLevel.Error)]
    [InlineData(@"c:\windows\*\?script.exe", LintLevel.Error)]
    [InlineData(null, LintLevel.Error)]
    [InlineData(@"c:\windows\system32\slmgr.exe", LintLevel.Warning)]
    public void Check_ProxyWithoutScript_IsAnErrorForAnInterpreter(string? proxy, LintLevel expected)
    {
        UseCondition[] rest = [.. _good.Take(3)];
        var finding = Assert.Single(_lint.Check(proxy is null ? rest : [.. rest, new(UseField.ProxyImage, proxy)], UseGroups.Empty), f => f.Code == "no-script");
        Assert.Equal(expected, finding.Level);
        Assert.DoesNotContain("no-script", Codes(_good));
        Assert.DoesNotContain("no-script", Codes([.. rest, new(UseField.Arguments, "cscript.exe *a.vbs")]));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData(@"*\*.*", true)]
    [InlineData(@"c:\*", false)]
    public void Check_MatchesEverything_IsAnError(string pattern, bool expected) =>
        Assert.Equal(expected, Has(LintLevel.Error, "matches-everything", [.. _good, new(UseField.ChildImage, pattern)]));

    [Theory]
    [InlineData(UseField.ChildSigner, "unsigned", true)]
    [InlineData(UseField.ProxySignature, "in*", true)]
    [InlineData(UseField.ProxySignature, "microsoft", false)]
    public void Check_BadSignatureNamed_IsAWarning(UseField field, string pattern, bool expected) =>
        Assert.Equal(expected, Has(LintLevel.Warning, "bad-signature", [.. _good, new(field, pattern)]));

    [Theory]
    [InlineData(@"c:\windows\system32\cmd.exe", true)]
    [InlineData(@"c:\windows\system32\net.exe", false)]
    public void Check_InterpreterAsChild_IsAWarning(string child, bool expected) =>
        Assert.Equal(expected, Has(LintLevel.Warning, "interpreter-child", [.. _good, new(UseField.ChildImage, child)]));

    [Fact]
    public void Check_NobodyNowhere_IsAWarning()
    {
        Assert.True(Has(LintLevel.Warning, "anyone-anywhere", [.. _good.Skip(3), new(UseField.Arguments, "cscript.exe *")]));
        Assert.DoesNotContain("anyone-anywhere", Codes(_good));
    }

    [Theory]
    [InlineData("unknown", true)]
    [InlineData("aaaabbbb", false)]
    public void Check_ScriptHashThatNoRecordTells_IsAWarning(string hash, bool expected) =>
        Assert.Equal(expected, Has(LintLevel.Warning, "unknown-hash", [.. _good, new(UseField.ScriptHash, hash)]));

    [Theory]
    [InlineData(64, false)]
    [InlineData(40, false)]
    [InlineData(8, true)]
    public void Check_ScriptWhereUsersWrite_IsPinnedByAWholeHash(int length, bool expected) =>
        Assert.Equal(expected, Has(LintLevel.Warning, "user-writable", [.. With(UseField.Script, @"c:\users\anna\a.vbs"), new(UseField.ScriptHash, new string('a', length))]));

    [Theory]
    [InlineData("Mon-Fri 22:00-04:00", false, null)]
    [InlineData("at night", false, "schedule")]
    [InlineData("Mon-Fri 22:00-04:00", true, "schedule")]
    [InlineData("daily 00:00-24:00", false, "matches-everything")]
    public void Check_Schedule_MustBeWindowsThatNarrow(string windows, bool isRegex, string? expected) =>
        Assert.Equal(expected, _lint.Check([.. _good, new(UseField.Schedule, windows, isRegex)], UseGroups.Empty).SingleOrDefault()?.Code);

    [Theory]
    [InlineData(@"c:\\program files\\acme\\[a-z]+\.vbs", LintLevel.Warning, "regex")]
    [InlineData("(", LintLevel.Error, "regex")]
    [InlineData("(?=a)abcd", LintLevel.Error, "regex")]
    [InlineData("abc)(?:def", LintLevel.Error, "regex")]
    [InlineData(".*", LintLevel.Error, "matches-everything")]
    [InlineData("collect|.*", LintLevel.Error, "matches-everything")]
    [InlineData("(collect)?.*", LintLevel.Error, "matches-everything")]
    public void Check_RegularExpression_IsAWarningAtBest(string pattern, LintLevel level, string code) =>
        Assert.True(Has(level, code, [.. _good.Take(4), new(UseField.Script, pattern, IsRegex: true)]));

    private static UseCondition[] With(UseField field, string pattern) => [.. _good.Where(condition => condition.Field != field), new(field, pattern)];

    [Theory]
    [InlineData("Desks", false, null)]
    [InlineData("desks ", false, null)]
    [InlineData("Kiosks", false, "no-group")]
    [InlineData("D*", false, "group-pattern")]
    [InlineData("Desks", true, "group-pattern")]
    public void Check_HostGroup_MustBeTheNameOfOne(string pattern, bool isRegex, string? expected)
    {
        var groups = UseGroups.Create([new() { Id = Guid.NewGuid(), Kind = UseGroupKind.Hosts, Name = "Desks", Members = ["host-1"] }]);

        var finding = _lint.Check([.. _good, new(UseField.HostGroup, pattern, isRegex)], groups).SingleOrDefault();

        Assert.Equal((expected, expected is null ? null : UseField.HostGroup), (finding?.Code, finding?.Field));
    }

    private static IEnumerable<string> Codes(IReadOnlyList<UseCondition> conditions) => _lint.Check(conditions, UseGroups.Empty).Select(finding => finding.Code);

    private static bool Has(LintLevel level, string code, IReadOnlyList<UseCondition> conditions) =>
        _lint.Check(conditions, UseGroups.Empty).Any(finding => finding.Level == level && finding.Code == code);
}
