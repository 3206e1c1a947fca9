using TriageConsole.Detection.CommandLines;
using Xunit;

namespace TriageConsole.Detection.Tests.CommandLines;

public sealed class HiddenWordsTests
{
    [Theory]
    [InlineData("x.DownloadString(y)", "DownloadString")]
    [InlineData("x.down`load\"Str\"ing(y)", "down`load\"Str\"ing")]
    [InlineData("'Down' + 'loadString'", "Down' + 'loadString")]
    [InlineData("down^load^string", "down^load^string")]
    public void Find_WordsThatAreHidden_StandWhereTheyAreWritten(string text, string written)
    {
        var (start, length) = Assert.Single(HiddenWords.Find(text, "downloadstring"));

        Assert.Equal(written, text.Substring(start, length));
    }

    [Fact]
    public void Find_BlanksInARow_AreOne()
    {
        var (start, length) = Assert.Single(HiddenWords.Find("a certutil \t -decode b", "certutil -decode"));

        Assert.Equal((2, 18), (start, length));
    }

    [Fact]
    public void Find_SeveralTimes_AreAllInOrder() => Assert.Equal([(0, 3), (4, 3)], HiddenWords.Find("IEX iex", "iex"));

    [Theory]
    [InlineData("")]
    [InlineData("download string")]
    [InlineData("\"' + '\"")]
    public void Find_WordsThatAreNotThere_IsNothing(string text) => Assert.Empty(HiddenWords.Find(text, "downloadstring"));
}
