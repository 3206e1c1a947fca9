using System.Globalization;
using System.Text;
using TriageConsole.Telemetry.Formats.Json;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Json;

public sealed class TokenPoolTests
{
    private const int MaxChars = 64 * 1024;
    private readonly TokenPool _pool = new();
    private bool _cut;

    [Theory]
    [InlineData("""C:\\Windows\\System32\\cmd.exe""", @"C:\Windows\System32\cmd.exe")]
    [InlineData("""a\"b\/c\b\f\n\r\t""", "a\"b/c\b\f\n\r\t")]
    [InlineData("""\u00e9\u0041\ud83d\ude00""", "\u00E9A\uD83D\uDE00")]
    [InlineData("""\u12G4\q""", "u12G4q")]
    [InlineData("4688", "4688")]
    [InlineData("<img src=x onerror=alert(1)>é€😀", "<img src=x onerror=alert(1)>é€😀")]
    public void Get_MetOnceTwiceAndAgain_GivesTheSameText(string token, string text)
    {
        for (var i = 0; i < 4; i++)
            Assert.Equal(text, Get(token));
        Assert.False(_cut);
    }

    [Fact]
    public void Get_LoneSurrogate_StaysForTheMapper()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal("\uD800x", Get("""\ud800x"""));
    }

    [Fact]
    public void Get_SameBytesAgain_GivesTheSameString()
    {
        var first = Get("""C:\\a.exe""");

        Assert.Same(first, Get("""C:\\a.exe"""));
        Assert.Same(first, Get("""C:\\a.exe"""));
    }

    [Fact]
    public void Get_ManyTexts_KeepsThemApart()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 20_000; i++)
            {
                var text = i.ToString(CultureInfo.InvariantCulture);
                Assert.Equal(text, Get(text));
            }
        }
    }

    [Fact]
    public void Get_LongerThanIsKept_IsWhole()
    {
        var text = new string('a', 5_000);

        Assert.Equal(text, Get(text));
        Assert.NotSame(Get(text), Get(text));
    }

    [Theory]
    [InlineData("abcdef", 6, false)]
    [InlineData("abcdefg", 6, true)]
    public void Get_AtTheLimit_CutsOnlyWhatIsLonger(string token, int limit, bool cut)
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal("abcdef", _pool.Get(Encoding.UTF8.GetBytes(token), escaped: false, limit, ref _cut));
        Assert.Equal(cut, _cut);
    }

    [Fact]
    public void Get_BytesThatAreNoText_AreReplacedEveryTime()
    {
        byte[] token = [(byte)'a', 0xFF, 0xE2, 0x82, (byte)'b'];

        for (var i = 0; i < 3; i++)
            Assert.Equal("a\uFFFD\uFFFDb", _pool.Get(token, escaped: false, MaxChars, ref _cut));
    }

    [Theory]
    [InlineData(512, 512)]
    [InlineData(513, 512)]
    public void Name_TooLongForAName_IsCutWithoutAWord(int length, int expected) =>
        Assert.Equal(expected, _pool.Name(Encoding.UTF8.GetBytes(new string('n', length))).Length);

    private string Get(string token) => _pool.Get(Encoding.UTF8.GetBytes(token), token.Contains('\\', StringComparison.Ordinal), MaxChars, ref _cut);
}
