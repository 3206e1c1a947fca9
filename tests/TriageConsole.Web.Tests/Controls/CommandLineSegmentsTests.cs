using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class CommandLineSegmentsTests
{
    [Fact]
    public void Merge_OverlappingAndOutside_ApartInsideInOrder()
    {
        var merged = CommandLineSegments.Merge("0123456789", [new(8, 50, "b"), new(2, 3, "a"), new(4, 2, "c"), new(-1, 3), new(3, 0), new(10, 1), new(int.MaxValue, 1)]);
        Assert.Equal([new TextSpan(2, 4, "a; c"), new TextSpan(8, 2, "b")], merged);
    }

    [Fact]
    public void Merge_LengthNearTheLimitOfInt_DoesNotOverflow() =>
        Assert.Equal([new TextSpan(3, 7)], CommandLineSegments.Merge("0123456789", [new(3, int.MaxValue)]));

    [Fact]
    public void Merge_InsideSurrogatePair_TakesTheWholeCharacter() =>
        Assert.Equal([new TextSpan(1, 2)], CommandLineSegments.Merge("a😀b", [new(2, 1)]));

    [Fact]
    public void Of_AnySpansAndLimit_KeepsTheTextWhole()
    {
        const string text = "cmd /c start 😀 calc";
        for (var limit = 0; limit <= text.Length + 1; limit++)
        {
            var joined = string.Concat(CommandLineSegments.Of(text, [new(4, 2), new(13, 1), new(14, 4)], limit).Select(segment => segment.Text));
            Assert.StartsWith(joined, text, StringComparison.Ordinal);
            Assert.True(limit >= text.Length ? joined == text : joined.Length >= limit - 1);
        }
    }

    [Fact]
    public void Of_HiddenRun_NamedOnceWithCount()
    {
        var segments = CommandLineSegments.Of("a" + new string('\u2800', 30_000) + "b", [], int.MaxValue);
        Assert.Equal(["a", "⟨U+2800 ×30000⟩", "b"], segments.Select(segment => segment.Text));
        Assert.Equal([false, true, false], segments.Select(segment => segment.Hidden));
    }

    [Fact]
    public void Of_SpanInsideHiddenRun_OnlyItsPartIsMarked()
    {
        var segments = CommandLineSegments.Of("\u200B\u200B\u200B", [new(1, 1)], int.MaxValue);
        Assert.Equal([false, true, false], segments.Select(segment => segment.Marked));
    }
}
