using System.Diagnostics;
using TriageConsole.Detection.Text;

namespace TriageConsole.Detection.Tests.Text;

public sealed class GlobTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "a", true)]
    [InlineData("?", "ab", false)]
    [InlineData("ABC", "abc", true)]
    [InlineData("abc", "ABCD", false)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*c", "abcd", false)]
    [InlineData("*\\cscript.exe", "C:\\Windows\\cscript.exe", true)]
    [InlineData("*\\cscript.exe", "cscript.exe", false)]
    [InlineData("a**b", "ab", true)]
    [InlineData("*a?b*", "xxaybzz", true)]
    [InlineData("*a?b*", "xxab", false)]
    [InlineData("[a-c]+.(x|y)$", "[a-c]+.(x|y)$", true)]
    [InlineData("[a-c]", "b", false)]
    [InlineData("a\nb*", "a\nbc", true)]
    public void IsMatch_BothSides_AreTold(string pattern, string text, bool expected) => Assert.Equal(expected, new Glob(pattern).IsMatch(text));

    [Fact]
    public void IsMatch_RandomPatterns_AgreeWithThePlainRule()
    {
        var random = new Random(9);
        for (var i = 0; i < 40_000; i++)
        {
            var pattern = Any(random, "ab*?", 7);
            var text = Any(random, "abB", 8);
            Assert.True(Plain(pattern, text.ToLowerInvariant()) == new Glob(pattern).IsMatch(text), $"'{pattern}' on '{text}'");
        }
    }

    [Fact]
    public void IsMatch_PatternMadeToGoBack_EndsSoon()
    {
        var text = new string('a', 32_768);
        var watch = Stopwatch.StartNew();
        Assert.False(new Glob(string.Concat(Enumerable.Repeat("a*", 200)) + "b").IsMatch(text));
        Assert.False(new Glob(string.Concat(Enumerable.Repeat("*?a", 200)) + "?b").IsMatch(text + "c"));
        Assert.True(new Glob(new string('*', 5_000)).IsMatch(text));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
    }

    [Fact]
    public void IsMatch_HalfCharactersAndNuls_AreCharactersLikeOthers()
    {
        Assert.True(new Glob("a\ud800?\0*").IsMatch("A\ud800x\0y"));
        Assert.False(new Glob("a\ud800").IsMatch("a\udc00"));
    }

    [Fact]
    public void Pattern_OfStars_IsCollapsedAndLower() => Assert.Equal("a*b", new Glob("A***B").Pattern);

    [Theory]
    [InlineData("abc", true)]
    [InlineData("a*c", false)]
    [InlineData("a?c", false)]
    public void IsLiteral_WithoutWildcards_Is(string pattern, bool expected) => Assert.Equal(expected, new Glob(pattern).IsLiteral);

    private static string Any(Random random, string alphabet, int longest) =>
        string.Create(random.Next(longest), (random, alphabet), (span, state) =>
        {
            foreach (ref var c in span)
                c = state.alphabet[state.random.Next(state.alphabet.Length)];
        });

    private static bool Plain(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty)
            return text.IsEmpty;
        if (pattern[0] == '*')
            return Plain(pattern[1..], text) || (!text.IsEmpty && Plain(pattern, text[1..]));
        return !text.IsEmpty && (pattern[0] == '?' || pattern[0] == text[0]) && Plain(pattern[1..], text[1..]);
    }
}
