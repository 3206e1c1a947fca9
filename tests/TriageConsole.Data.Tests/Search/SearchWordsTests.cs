using System.Buffers;
using CsCheck;
using TriageConsole.Data.Search;
using Xunit;

namespace TriageConsole.Data.Tests.Search;

public sealed class SearchWordsTests
{
    private static readonly SearchValues<char> _syntax = SearchValues.Create("\"'\\()*:&|!<> ");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t ")]
    [InlineData("\\ / - . \" !")]
    [InlineData("!only !excluded")]
    public void Parse_NothingToLookFor_IsNull(string? text) => Assert.Null(SearchWords.Parse(text));

    [Theory]
    [InlineData("one two", "+one|+two")]
    [InlineData("\"one two\" three", "+one two|+three")]
    [InlineData("\"one two", "+one two")]
    [InlineData("a !b", "+a|!b")]
    [InlineData("a !\"b c\"", "+a|!b c")]
    [InlineData("-enc --x", "+enc|+x")]
    [InlineData("C:\\a_b.exe", "+C a b exe")]
    [InlineData("ü½ 'x'", "+ü½|+x")]
    public void Parse_Text_GivesTerms(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SearchWords.Parse(text)!.Terms.Select(t => (t.IsExcluded ? '!' : '+') + string.Join(' ', t.Words))));

    [Fact]
    public void Parse_AnyText_GivesOnlyQuotedWordsWithoutQuotes() => Gen.String.Sample(text =>
    {
        if (SearchWords.Parse(text + " x") is not { } words)
            return false;
        return words.Terms.SelectMany(t => t.Words).All(word => word.Length > 0 && !word.AsSpan().ContainsAny(_syntax));
    });
}
