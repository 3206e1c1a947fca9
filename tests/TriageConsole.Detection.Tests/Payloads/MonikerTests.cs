using TriageConsole.Detection.Payloads;

namespace TriageConsole.Detection.Tests.Payloads;

public sealed class MonikerTests
{
    [Theory]
    [InlineData("script:https://e/x.sct", 0, 22)]
    [InlineData("a script:\\\\srv\\x", 2, 14)]
    [InlineData("getobject(\"script:http://e/x\")", 11, 17)]
    [InlineData("(scriptlet:c:\\x)", 1, 14)]
    [InlineData("script:", -1, 0)]
    [InlineData("script:ab", -1, 0)]
    [InlineData("script:word only", -1, 0)]
    [InlineData("vbscript:http://e/x", -1, 0)]
    [InlineData("javascript:x.y", -1, 0)]
    [InlineData("", -1, 0)]
    public void Find_BothSides_AreTold(string text, int start, int length) => Assert.Equal((start, length), Moniker.Find(text));

    [Fact]
    public void Find_AfterManyFalseOnes_StillFindsTheReal()
    {
        var text = string.Concat(Enumerable.Repeat("script:word ", 2_000)) + "script:http://e/x";
        Assert.Equal(24_000, Moniker.Find(text).Start);
    }

    [Fact]
    public void Find_NothingButMonikers_EndsSoon()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(-1, Moniker.Find(string.Concat(Enumerable.Repeat("script:", 9_000)).TrimEnd(':')).Start);
        Assert.InRange(watch.Elapsed.TotalMilliseconds, 0, 500);
    }
}
