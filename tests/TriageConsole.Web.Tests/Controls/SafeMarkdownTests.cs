using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class SafeMarkdownTests
{
    [Fact]
    public void ToHtml_UsualMarkdown_IsMarkup()
    {
        var html = SafeMarkdown.ToHtml("# One\n\n- **two**\n- `three`\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        Assert.Contains("<strong>two</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<code>three</code>", html, StringComparison.Ordinal);
        Assert.Contains("<td>2</td>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <b onclick=alert(1)>b</b> <!-- c -->")]
    [InlineData("<svg/onload=alert(1)>\n\n<div>\n\n</div>")]
    public void ToHtml_Html_IsText(string text)
    {
        var html = SafeMarkdown.ToHtml(text)!;
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b ", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<svg", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<div", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](java&#x73;cript:alert(1))")]
    [InlineData("[a](data:text/html,x)")]
    [InlineData("[a](vbscript:x)")]
    [InlineData("[a](file:///c:/x)")]
    [InlineData("[a](//evil.example)")]
    [InlineData("[a](\\\\evil\\share)")]
    [InlineData("[a][r]\n\n[r]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![a](javascript:alert(1))")]
    [InlineData("<pat@example.com>")]
    public void ToHtml_LinkElsewhere_IsWords(string text)
    {
        var html = SafeMarkdown.ToHtml(text)!;
        Assert.DoesNotContain("<a", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("[a](https://example.com/x)", "https://example.com/x")]
    [InlineData("<https://example.com/x>", "https://example.com/x")]
    [InlineData("see https://example.com/x", "https://example.com/x")]
    [InlineData("[a](/cases/3)", "/cases/3")]
    [InlineData("![a](https://example.com/pixel.png)", "https://example.com/pixel.png")]
    public void ToHtml_LinkToTheWebOrTheConsole_IsALinkThatTellsNothingAndLoadsNothing(string text, string address)
    {
        var html = SafeMarkdown.ToHtml(text)!;
        Assert.Contains($"href=\"{address}\"", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"noopener noreferrer nofollow\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_HiddenCharacters_AreNamed() =>
        Assert.Contains("inv⟨U+202E⟩gpj", SafeMarkdown.ToHtml("inv\u202egpj.exe"), StringComparison.Ordinal);

    [Fact]
    public void ToHtml_NestedDeeperThanAnybodyReads_DoesNotThrow()
    {
        foreach (var deep in (string[])[new('>', 9_000), string.Concat(Enumerable.Repeat("- ", 5_000)), new('[', 9_000), new('*', 9_000)])
            Assert.DoesNotContain("<script", SafeMarkdown.ToHtml(deep) ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void VisibleLines_LineBreaks_StayAndOthersAreNamed() =>
        Assert.Equal("a\nb⟨U+0007⟩\nc", HostileText.VisibleLines("a\r\nb\u0007\nc"));
}
