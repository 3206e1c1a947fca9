using Xunit;

namespace TriageConsole.Data.Tests;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("pair \U0001F600 kept")]
    public void Clean_StorableText_IsTheSameInstance(string text) => Assert.Same(text, StorableText.Clean(text));

    // Attributes are stored as UTF-8 and would lose the lone surrogates, so the cases are code.
    [Fact]
    public void Clean_NulOrLoneSurrogate_IsReplaced()
    {
        Assert.Equal("\u2400", StorableText.Clean("\0"));
        Assert.Equal("a\u2400b\u2400", StorableText.Clean("a\0b\0"));
        Assert.Equal("\ufffdx", StorableText.Clean("\ud83dx"));
        Assert.Equal("x\ufffd", StorableText.Clean("x\ude00"));
        Assert.Equal("\ufffd\ufffd", StorableText.Clean("\ude00\ud83d"));
        Assert.Equal("\ud83d\ude00\u2400", StorableText.Clean("\ud83d\ude00\0"));
    }
}
