using TriageConsole.Domain.Baseline;

namespace TriageConsole.Domain.Tests.Baseline;

public sealed class ApprovedUseRulesTests
{
    [Fact]
    public void Faults_GoodUse_None() => Assert.Empty(ApprovedUseRules.Faults(Uses.Good, Uses.Now));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\u00A0")]
    public void Faults_BlankTitleOwnerOrReason_NamesEach(string blank)
    {
        Assert.StartsWith("Title:", Assert.Single(Faults(Uses.Good with { Title = blank })), StringComparison.Ordinal);
        Assert.StartsWith("Owner:", Assert.Single(Faults(Uses.Good with { Owner = blank })), StringComparison.Ordinal);
        Assert.StartsWith("Reason:", Assert.Single(Faults(Uses.Good with { Reason = blank })), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_ManyAtOnce_AreAllNamed() =>
        Assert.Equal(5, Faults(Uses.Good with { Title = "", Owner = "", Reason = "", ExpiresUtc = Uses.Now, Conditions = [] }).Count);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Faults_ExpiryAroundNow_MustLieAhead(int ticks, bool isGood) =>
        Assert.Equal(isGood, Faults(Uses.Good with { ExpiresUtc = Uses.Now.AddTicks(ticks) }).Count == 0);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Faults_ExpiryAroundAYear_IsTheLongestLife(int ticks, bool isGood) =>
        Assert.Equal(isGood, Faults(Uses.Good with { ExpiresUtc = Uses.Now + ApprovedUseRules.LongestLife + TimeSpan.FromTicks(ticks) }).Count == 0);

    [Fact]
    public void Faults_TwoAnchors_AreTooFew() =>
        Assert.StartsWith("Conditions: 2 of", Assert.Single(Faults(Uses.Good with { Conditions = [.. Uses.Good.Conditions.Take(2)] })), StringComparison.Ordinal);

    [Fact]
    public void Faults_ThreeConditionsOnOneField_AreOneAnchor() =>
        Assert.StartsWith("Conditions: 1 of", Assert.Single(Faults(Uses.Good with
        {
            Conditions = [new(UseField.Host, "SRV-1*"), new(UseField.Host, "*SRV-1"), new(UseField.Host, "SRV-1")],
        })), StringComparison.Ordinal);

    [Fact]
    public void Faults_AnchorsAndAWideCondition_AreFine() =>
        Assert.Empty(Faults(Uses.Good with { Conditions = [.. Uses.Good.Conditions, new(UseField.User, "*")] }));

    [Fact]
    public void Faults_WideConditions_DoNotCountAsAnchors() =>
        Assert.NotEmpty(Faults(Uses.Good with { Conditions = [.. Uses.Good.Conditions.Take(2), new(UseField.User, "*"), new(UseField.ParentImage, @"*\*.*")] }));

    [Fact]
    public void Faults_EmptyPattern_IsNamedWithItsField() =>
        Assert.StartsWith("User:", Assert.Single(Faults(Uses.Good with { Conditions = [.. Uses.Good.Conditions, new(UseField.User, "  ")] })), StringComparison.Ordinal);

    [Theory]
    [InlineData("*", false)]
    [InlineData("***", false)]
    [InlineData("????????", false)]
    [InlineData(@"*\*", false)]
    [InlineData(@"c:\*", false)]
    [InlineData(@"\\*\*.*", false)]
    [InlineData("   .   ", false)]
    [InlineData("ab*", false)]
    [InlineData("a?b*", false)]
    [InlineData("abc", true)]
    [InlineData("*a*b*c*", true)]
    [InlineData(@"*\cscript.exe", true)]
    public void IsAnchor_CountsWhatIsNoWildcard_FromThreeOn(string pattern, bool expected) =>
        Assert.Equal(expected, ApprovedUseRules.IsAnchor(new UseCondition(UseField.Script, pattern)));

    [Theory]
    [InlineData(@"c:\\apps\\a\.vbs", true)]
    [InlineData("abc", true)]
    [InlineData(".*", false)]
    [InlineData("[abcdef]+", false)]
    [InlineData(@"\w\d\S", false)]
    [InlineData("(abcdef)?", false)]
    [InlineData("(abcdef){0,2}", false)]
    [InlineData("a*b*c*d*", false)]
    [InlineData("abcdef|.*", false)]
    [InlineData("abc{3}", true)]
    public void IsAnchor_Regex_CountsOnlyWhatMustStandThere(string pattern, bool expected) =>
        Assert.Equal(expected, ApprovedUseRules.IsAnchor(new UseCondition(UseField.Script, pattern, IsRegex: true)));

    [Fact]
    public void Anchors_SameThingInOtherWords_CountsOnce()
    {
        Assert.Equal(1, ApprovedUseRules.Anchors([new(UseField.ParentImage, "explorer.exe"), new(UseField.ParentCommandLine, "explorer.exe")]));
        Assert.Equal(1, ApprovedUseRules.Anchors([new(UseField.ChildImage, "abc.exe"), new(UseField.ChildHash, "abcd"), new(UseField.ChildSigner, "Contoso")]));
        Assert.Equal(3, ApprovedUseRules.Anchors([new(UseField.Host, "srv-1"), new(UseField.User, "corp"), new(UseField.Arguments, "a.vbs")]));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void Faults_ShorterLifeSet_IsTheLongest(int days, bool isGood) =>
        Assert.Equal(isGood, ApprovedUseRules.Faults(Uses.Good with { ExpiresUtc = Uses.Now.AddDays(days) }, Uses.Now, TimeSpan.FromDays(30)).Count == 0);

    private static IReadOnlyList<string> Faults(ApprovedUse use) => ApprovedUseRules.Faults(use, Uses.Now);
}
