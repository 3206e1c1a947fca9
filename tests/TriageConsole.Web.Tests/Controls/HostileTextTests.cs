using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class HostileTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("cmd.exe /c \"a\tb\" é 漢 😀", "cmd.exe /c \"a\tb\" é 漢 😀")]
    public void Visible_PlainText_Unchanged(string? text, string expected) => Assert.Equal(expected, HostileText.Visible(text));

    [Theory]
    [InlineData("inv\u202Egpj.exe", "inv⟨U+202E⟩gpj.exe")]
    [InlineData("\u200Ba", "⟨U+200B⟩a")]
    [InlineData("a\r\nb", "a⟨U+000D⟩⟨U+000A⟩b")]
    [InlineData("a\u2800\u2800\u2800b", "a⟨U+2800 ×3⟩b")]
    [InlineData("a\u0000", "a⟨U+0000⟩")]
    public void Visible_HiddenCharacters_NamedAndCounted(string text, string expected) => Assert.Equal(expected, HostileText.Visible(text));

    [Fact]
    public void Visible_LoneSurrogates_Named()
    {
        Assert.Equal("a⟨U+D800⟩b", HostileText.Visible("a" + (char)0xD800 + "b"));
        Assert.Equal("⟨U+DC00⟩", HostileText.Visible(((char)0xDC00).ToString()));
    }
}
