using TriageConsole.Data.Judging;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;
using Xunit;

namespace TriageConsole.Data.Tests;

public sealed class CountedNamesTests
{
    [Theory]
    [InlineData(@"C:\Users\Ann\Invoice.JS", "invoice.js")]
    [InlineData("https://evil.example/a/Update.SCT?id=1\\2", "update.sct")]
    [InlineData("https://evil.example/a/page.hta#x/y", "page.hta")]
    [InlineData("plain.vbs", "plain.vbs")]
    [InlineData(@"C:\Users\Ann\<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>")]
    [InlineData(@"C:\Users\Ann\", null)]
    public void ScriptOf_Path_IsItsFileName(string path, string? expected) => Assert.Equal(expected, CountedNames.ScriptOf(Verdict(new(PayloadKind.Script, 1, path, LocationClass.UserWritable))));

    [Fact]
    public void ScriptOf_CodeOrChildrenOnly_IsNone() => Assert.Null(CountedNames.ScriptOf(Verdict(
        new(PayloadKind.InlineCode, 1, "alert(1)", LocationClass.Unresolved), new(PayloadKind.Process, 2, @"C:\x.exe", LocationClass.Temp))));

    [Fact]
    public void ScriptOf_SeveralPayloads_IsTheFirstScript() => Assert.Equal("b.xsl", CountedNames.ScriptOf(Verdict(
        new(PayloadKind.Process, 2, @"C:\x.exe", LocationClass.Temp), new(PayloadKind.Stylesheet, 1, @"C:\b.xsl", LocationClass.Temp), new(PayloadKind.Script, 1, @"C:\c.js", LocationClass.Temp))));

    [Fact]
    public void ScriptOf_NameOfAnyLength_FitsTheColumn()
    {
        var name = CountedNames.ScriptOf(Verdict(new(PayloadKind.Script, 1, new string('a', AlertRow.LongestName - 1) + "\U0001F600.js", LocationClass.Temp)));

        Assert.Equal(AlertRow.LongestName, name!.Length);
        Assert.False(char.IsSurrogate(name[^1]));
    }

    private static ChainVerdict Verdict(params Payload[] payloads) => new()
    {
        ProxyProcessId = 1,
        Host = "h",
        FirstUtc = default,
        LastUtc = default,
        Score = 0,
        Level = Severity.Low,
        Completeness = 0,
        Technique = "T1216",
        Summary = "s",
        Chain = "c",
        Fingerprint = "f",
        Findings = [],
        Ledger = [],
        Members = [],
        Payloads = payloads,
    };
}
