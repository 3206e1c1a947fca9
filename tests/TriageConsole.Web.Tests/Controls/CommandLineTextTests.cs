using Bunit;
using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class CommandLineTextTests : BunitContext
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Render_NoText_SaysNotRecorded(string? text)
    {
        var shown = Render<CommandLineText>(given => given.Add(c => c.Text, text));
        Assert.Equal("not recorded", shown.Find("span").TextContent);
        Assert.Empty(shown.FindAll("pre"));
    }

    [Fact]
    public void Render_Spans_MarkExactlyTheWords()
    {
        const string text = "wscript.exe  //E:vbs C:\\a.txt";
        var shown = Render<CommandLineText>(given => given
            .Add(c => c.Text, text)
            .Add(c => c.Spans, [new TextSpan(text.IndexOf("C:", StringComparison.Ordinal), 8, "a text file"), new TextSpan(13, 7, "engine override")]));
        Assert.Equal(["//E:vbs", "C:\\a.txt"], shown.FindAll("mark").Select(mark => mark.TextContent));
        Assert.Equal("engine override", shown.Find("mark").GetAttribute("title"));
        Assert.Equal(text, shown.Find("pre").TextContent);
    }

    [Fact]
    public void Render_Markup_IsText()
    {
        var shown = Render<CommandLineText>(given => given.Add(c => c.Text, $"cmd {Hostile.Markup}").Add(c => c.Spans, [new TextSpan(4, 4)]));
        Assert.Empty(shown.FindAll("img"));
        Assert.Equal($"cmd {Hostile.Markup}", shown.Find("pre").TextContent);
    }

    [Fact]
    public void Render_ThirtyTwoKilobytes_ShowsBeginningThenAll()
    {
        var shown = Render<CommandLineText>(given => given.Add(c => c.Text, Hostile.Long).Add(c => c.Spans, [new TextSpan(30_000, 5), new TextSpan(3, 2)]));
        Assert.Equal(CommandLineText.Limit + 1, shown.Find("pre").TextContent.Length);
        Assert.Contains("1 marked further on", shown.Markup, StringComparison.Ordinal);

        shown.FindAll("button").Single(button => button.TextContent == "Show all").Click();
        Assert.Equal(Hostile.Long, shown.Find("pre").TextContent);
        Assert.Equal(2, shown.FindAll("mark").Count);
    }

    [Fact]
    public void Render_HiddenCharacters_AreNamed()
    {
        var shown = Render<CommandLineText>(given => given.Add(c => c.Text, Hostile.Turned));
        Assert.Equal("⟨U+202E⟩", shown.Find(".tc-hidden").TextContent);
    }

    [Theory]
    [InlineData(true, "Copied")]
    [InlineData(false, "Not copied")]
    public void Copy_Pressed_HandsOverTheRawText(bool copied, string said)
    {
        var copy = JSInterop.SetupModule("./js/clipboard.js").Setup<bool>("copy", _ => true);
        copy.SetResult(copied);
        var shown = Render<CommandLineText>(given => given.Add(c => c.Text, Hostile.Turned));
        shown.FindAll("button").Single(button => button.TextContent == "Copy").Click();
        Assert.Equal(Hostile.Turned, copy.Invocations.Single().Arguments[0]);
        Assert.Equal(said, shown.FindAll("button")[^1].TextContent);
    }
}
