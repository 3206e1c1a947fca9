using System.Text;
using TriageConsole.Detection.CommandLines;

namespace TriageConsole.Detection.Tests.CommandLines;

public sealed class ContentTextTests
{
    [Theory]
    [InlineData("x I`E`X  'a'", "x iex a")]
    [InlineData("x 'Down' + 'load'+\"String\"", "x downloadstring")]
    [InlineData("x 1 + 2", "x 1 + 2")]
    [InlineData("x \"I\"^\"EX\"", "x iex")]
    [InlineData("", "")]
    public void Read_WhatOnlyHides_IsTakenOut(string line, string expected) => Assert.Equal(expected, Read(line));

    [Fact]
    public void Read_Base64OfEitherWidth_IsDecodedAfterTheLine()
    {
        const string code = "IEX (New-Object Net.WebClient)";
        Assert.EndsWith("\niex (new-object net.webclient)", Read("x -enc " + Convert.ToBase64String(Encoding.Unicode.GetBytes(code))), StringComparison.Ordinal);
        Assert.EndsWith("\niex (new-object net.webclient)", Read("x " + Convert.ToBase64String(Encoding.UTF8.GetBytes(code)).TrimEnd('=')), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WordsThatAreNoText_AreNotDecoded()
    {
        Assert.DoesNotContain('\n', Read("x " + Convert.ToBase64String(Enumerable.Range(128, 90).Select(n => (byte)n).ToArray())));
        Assert.DoesNotContain('\n', Read("x " + Convert.ToBase64String("short"u8)));
        Assert.DoesNotContain('\n', Read("x " + new string('=', 5_000)));
    }

    [Fact]
    public void Read_ManyEncodedWords_DecodesAFew()
    {
        var word = Convert.ToBase64String(Encoding.UTF8.GetBytes("this is a text of some length"));
        Assert.Equal(4, Read("x " + string.Join(' ', Enumerable.Repeat(word, 50))).Count(c => c == '\n'));
    }

    [Fact]
    public void Read_RandomText_NeverThrowsAndHoldsNoQuotes()
    {
        foreach (var raw in HostileText.Random(4_000, 8))
            Assert.False(Read(raw).AsSpan().ContainsAny("\"'`^\0"));
    }

    private static string Read(string line) => ContentText.Read(CommandLineView.Parse(line));
}
