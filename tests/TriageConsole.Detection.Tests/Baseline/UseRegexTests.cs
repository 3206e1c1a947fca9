using System.Diagnostics;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using Xunit;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class UseRegexTests
{
    [Theory]
    [InlineData(@"c:\\tools\\[a-z]+\.vbs", true)]
    [InlineData(@"C:\\TOOLS\\INVENTORY\.VBS", true)]
    [InlineData(@"tools", false)]
    [InlineData(@"c:\\tools\\inventory\.vbs|nothing", true)]
    [InlineData("(", false)]
    public void Covering_RegexCondition_MustMatchTheWholeValueCaseBlind(string pattern, bool expected)
    {
        UseCondition[] conditions = [.. Chain.Matching.Where(c => c.Field != UseField.Script), new(UseField.Script, pattern, IsRegex: true)];
        Assert.Equal(expected, Chain.Covering(new Chain().Subject, Chain.Use(conditions)) is not null);
    }

    [Fact]
    public void Covering_RegexAlone_IsFoundByTheIndex() =>
        Assert.NotNull(Chain.Covering(
            new Chain { Child = null }.Subject,
            [.. Enumerable.Range(2, 40).Select(i => Chain.Use(new UseCondition(UseField.Host, "other")) with { Id = new Guid(i, 0, 0, new byte[8]) }), Chain.Use(new UseCondition(UseField.Script, ".*inventory.*", IsRegex: true))]));

    [Fact]
    public void IsMatch_PatternThatWouldBacktrack_AnswersInTime()
    {
        var watch = Stopwatch.StartNew();
        Assert.False(UseRegex.Compile("(a+)+b")!.IsMatch(new string('a', 20_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Revision_RegexOrGlobOfOneText_Differs() => Assert.NotEqual(
        BaselineMatcher.Create([Chain.Use(new UseCondition(UseField.Script, "abc"))], Chain.Now).Revision,
        BaselineMatcher.Create([Chain.Use(new UseCondition(UseField.Script, "abc", IsRegex: true))], Chain.Now).Revision);
}
