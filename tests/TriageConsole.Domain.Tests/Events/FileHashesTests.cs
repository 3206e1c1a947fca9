using TriageConsole.Domain.Events;

namespace TriageConsole.Domain.Tests.Events;

public sealed class FileHashesTests
{
    private static readonly string _sha256 = new('a', 64);
    private static readonly string _sha1 = new('b', 40);
    private static readonly string _md5 = new('c', 32);
    private static readonly string _imphash = new('d', 32);

    [Fact]
    public void Parse_AllInAnyOrderAndCase_AreReadUpperCase()
    {
        var hashes = FileHashes.Parse($" imphash={_imphash} , md5 = {_md5},SHA1={_sha1},Sha256={_sha256}");
        Assert.Equal((_sha256.ToUpperInvariant(), _sha1.ToUpperInvariant(), _md5.ToUpperInvariant(), _imphash.ToUpperInvariant()), (hashes.Sha256, hashes.Sha1, hashes.Md5, hashes.Imphash));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-")]
    [InlineData(",,,=,=,")]
    [InlineData("SHA256")]
    [InlineData("SHA256=")]
    [InlineData("=AAAA")]
    [InlineData("SHA512=AAAA")]
    public void Parse_NothingOfUse_IsNone(string? text) => Assert.Same(FileHashes.None, FileHashes.Parse(text));

    [Theory]
    [InlineData("MD5=cccccccccccccccccccccccccccccccg")]
    [InlineData("MD5=ccccccccccccccccccccccccccccccc")]
    [InlineData("MD5=ccccccccccccccccccccccccccccccccc")]
    [InlineData("MD5=00000000000000000000000000000000")]
    [InlineData("MD5=cccccccccccccccccccccccccccccc\u0661\u0661")]
    public void Parse_NotHexOfItsLengthOrAllZero_IsLeftOut(string text) => Assert.Null(FileHashes.Parse(text).Md5);

    [Fact]
    public void Parse_NulsAndHalfCharacters_IsNone() => Assert.Same(FileHashes.None, FileHashes.Parse("\0=\ud800,\udc00"));

    [Fact]
    public void Parse_BadPart_LeavesTheOthersAlone()
    {
        var hashes = FileHashes.Parse($"SHA256=xyz,MD5={_md5}");
        Assert.Null(hashes.Sha256);
        Assert.NotNull(hashes.Md5);
    }

    [Fact]
    public void Parse_BadPartAfterAGoodOneOfTheSameName_DoesNotTakeItAway() =>
        Assert.Equal(_md5.ToUpperInvariant(), FileHashes.Parse($"MD5={_md5},MD5=-").Md5);

    [Fact]
    public void Parse_32KilobytesOfParts_EndsWithTheHash() =>
        Assert.Equal(_md5.ToUpperInvariant(), FileHashes.Parse(string.Concat(Enumerable.Repeat("A=,", 10_000)) + $"MD5={_md5}").Strongest);

    [Fact]
    public void Strongest_OfSeveral_IsSha256ThenSha1ThenMd5()
    {
        var all = new FileHashes { Sha256 = "2", Sha1 = "1", Md5 = "5", Imphash = "i" };
        Assert.Equal("2", all.Strongest);
        Assert.Equal("1", (all with { Sha256 = null }).Strongest);
        Assert.Equal("5", (all with { Sha256 = null, Sha1 = null }).Strongest);
    }

    [Fact]
    public void Strongest_OnlyAnImportHash_IsNone() => Assert.Null(new FileHashes { Imphash = "i" }.Strongest);
}
