using TriageConsole.Detection.CommandLines;

namespace TriageConsole.Detection.Tests.CommandLines;

/// <summary>The examples of the documentation of CommandLineToArgvW, and what else a hostile line holds.</summary>
public sealed class CommandLineSplitterTests
{
    [Theory]
    [InlineData("x \"a b c\" d e", "a b c|d|e")]
    [InlineData("x \"ab\\\"c\" \"\\\\\" d", "ab\"c|\\|d")]
    [InlineData("x a\\\\\\b d\"e f\"g h", "a\\\\\\b|de fg|h")]
    [InlineData("x a\\\\\\\"b c d", "a\\\"b|c|d")]
    [InlineData("x a\\\\\\\\\"b c\" d e", "a\\\\b c|d|e")]
    [InlineData("x \"\" y", "|y")]
    [InlineData("x \"c:\\a b\\\" y", "c:\\a b\" y")]
    [InlineData("x \"c:\\a b\\\\\" y", "c:\\a b\\|y")]
    [InlineData("x 'a b'", "'a|b'")]
    [InlineData("x a  \t b", "a|b")]
    [InlineData("x \"never closed and more", "never closed and more")]
    [InlineData("x \"a\"\"b\"", "a\"b")]
    [InlineData("x a\"\"b", "ab")]
    [InlineData("x", "")]
    public void Split_DocumentedRules_GiveTheArguments(string line, string expected) =>
        Assert.Equal(expected, string.Join('|', CommandLineView.Parse(line).Arguments));

    [Fact]
    public void Split_QuotedProgram_TakesBackSlashesAsTheyAre()
    {
        var tokens = CommandLineView.Parse("\"C:\\a b\\\" c.vbs").Tokens;
        Assert.Equal(["c:\\a b\\", "c.vbs"], tokens.Select(token => token.Value));
    }

    [Theory]
    [InlineData("x w\"scri\"pt", true)]
    [InlineData("x po\"\"wer", true)]
    [InlineData("x \"a b\"", false)]
    [InlineData("x /i:\"a b\"", false)]
    [InlineData("x c:\\\"a b\"\\c", false)]
    public void Split_QuotesInsideAWord_AreNamed(string line, bool expected) =>
        Assert.Equal(expected, CommandLineView.Parse(line).Tricks.HasFlag(CommandLineTricks.QuotesInsideWord));

    [Fact]
    public void Split_MoreArgumentsThanAreToldApart_StayInTheLast()
    {
        var line = CommandLineView.Parse(string.Join(' ', Enumerable.Range(0, 3_000)));
        Assert.Equal(CommandLineSplitter.MostTokens + 1, line.Tokens.Count);
        Assert.StartsWith("1024 1025", line.Tokens[^1].Value, StringComparison.Ordinal);
        Assert.EndsWith(" 2999", line.Tokens[^1].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/e:vbs", "e", "vbs")]
    [InlineData("//E:VBS", "e", "vbs")]
    [InlineData("--e=vbs", "e", "vbs")]
    [InlineData("–e:vbs", "e", "vbs")]
    [InlineData("/nologo", "nologo", "")]
    [InlineData("/logfile=", "logfile", "")]
    [InlineData("/i:\"c:\\a b\\c.sct\"", "i", "c:\\a b\\c.sct")]
    [InlineData("/p:a=b", "p", "a=b")]
    public void OptionName_EitherMark_ReadsAlike(string option, string name, string value)
    {
        var token = Assert.Single(CommandLineView.Parse("x " + option).Arguments);
        Assert.True(token.IsOption(name));
        Assert.Equal(value, token.OptionValue);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("//")]
    [InlineData("a-b")]
    [InlineData("//server/share")]
    [InlineData("/a\\b")]
    [InlineData("c:\\x")]
    public void OptionName_NoOption_IsNone(string argument)
    {
        var token = Assert.Single(CommandLineView.Parse("x " + argument).Arguments);
        Assert.Null(token.OptionName);
        Assert.Equal(-1, token.OptionRest);
        Assert.Equal(string.Empty, token.OptionValue);
    }

    [Theory]
    [InlineData(-5, 2)]
    [InlineData(0, 0)]
    [InlineData(2, 99)]
    [InlineData(99, 99)]
    [InlineData(1, -4)]
    public void Span_OutsideTheValue_StaysInsideTheToken(int start, int length)
    {
        foreach (var line in (string[])["x abcd", "x ab^cd", "x \"ab\"cd", "x \"\""])
        {
            var token = CommandLineView.Parse(line).Tokens[1];
            var (from, size) = token.Span(start, length);
            Assert.InRange(from, token.Start, token.Start + token.Length);
            Assert.InRange(size, 0, token.Start + token.Length - from);
        }
    }
}
