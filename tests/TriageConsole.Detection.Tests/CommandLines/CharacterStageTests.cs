using TriageConsole.Detection.CommandLines;

namespace TriageConsole.Detection.Tests.CommandLines;

public sealed class CharacterStageTests
{
    [Theory]
    [InlineData("WScript.exe A", "wscript.exe a", CommandLineTricks.None)]
    [InlineData("a\tb\r\nc\0d", "a b  c d", CommandLineTricks.None)]
    [InlineData("p^o^w^^er", "power", CommandLineTricks.Carets)]
    [InlineData("50% of", "50% of", CommandLineTricks.None)]
    [InlineData("a%%b", "a%b", CommandLineTricks.None)]
    [InlineData("%windir%\\x", "c:\\windows\\x", CommandLineTricks.Variables)]
    [InlineData("%%WINDIR%%\\x", "c:\\windows\\x", CommandLineTricks.Variables)]
    [InlineData("%windir%%comspec%", "c:\\windowsc:\\windows\\system32\\cmd.exe", CommandLineTricks.Variables)]
    [InlineData("%nosuch%", "%nosuch%", CommandLineTricks.None)]
    [InlineData("%windir", "%windir", CommandLineTricks.None)]
    [InlineData("%comspec:~0,1%", "%comspec:~0,1%", CommandLineTricks.VariableSlices)]
    [InlineData("%comspec:c=x%", "%comspec:c=x%", CommandLineTricks.VariableSlices)]
    [InlineData("%a:b%", "%a:b%", CommandLineTricks.None)]
    [InlineData("a &gt; &LT; &quot;b&#34; &#39;c&apos; &amp;", "a > < \"b\" 'c' &", CommandLineTricks.HtmlEntities)]
    [InlineData("&amp;quot;", "&quot;", CommandLineTricks.HtmlEntities)]
    [InlineData("a & b &x; &", "a & b &x; &", CommandLineTricks.None)]
    [InlineData("–a —b −c ﹣d －e", "-a -b -c -d -e", CommandLineTricks.UnicodePunctuation)]
    [InlineData("∕x ⁄y ／z ＼w ∖v", "/x /y /z \\w \\v", CommandLineTricks.UnicodePunctuation)]
    [InlineData("“a” ‘b’ ＂c＂ d：", "\"a\" 'b' \"c\" d:", CommandLineTricks.UnicodePunctuation)]
    [InlineData("a\u00A0b\u2003c\u2800d\u3000e", "a b c d e", CommandLineTricks.UnicodePunctuation)]
    [InlineData("a\u200Bb\u00ADc\u202Ed\uFEFFe\u007Ff\u2060", "abcdef", CommandLineTricks.InvisibleCharacters)]
    [InlineData("wscrіpt", "wscript", CommandLineTricks.Homoglyphs | CommandLineTricks.MixedScript)]
    [InlineData("ｗｓｃｒｉｐｔ", "wscript", CommandLineTricks.Homoglyphs)]
    [InlineData("сое", "coe", CommandLineTricks.Homoglyphs)]
    [InlineData("José Müller", "jose muller", CommandLineTricks.None)]
    [InlineData("日本語", "日本語", CommandLineTricks.None)]
    public void Run_EachTrick_IsUndoneAndNamed(string raw, string expected, CommandLineTricks named)
    {
        var tricks = CommandLineTricks.None;
        Assert.Equal(expected, CharacterStage.Run(raw, ref tricks).Text);
        Assert.Equal(named, tricks);
    }

    [Fact]
    public void Run_EveryCharacterAlone_IsReadAndMapped()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var tricks = CommandLineTricks.None;
            var text = CharacterStage.Run($"a{(char)c}b", ref tricks);
            Assert.Equal(('a', 0), (text.Text[0], text.Raw(0)));
            Assert.Equal(('b', 2), (text.Text[^1], text.Raw(text.Text.Length - 1)));
            Assert.Equal(3, text.Raw(text.Text.Length));
        }
    }

    [Fact]
    public void Run_RandomText_MapsEveryCharacterIntoTheRawTextInOrder()
    {
        foreach (var raw in HostileText.Random(3_000, 1))
        {
            var tricks = CommandLineTricks.None;
            var text = CharacterStage.Run(raw, ref tricks);
            var before = 0;
            for (var i = 0; i <= text.Text.Length; i++)
            {
                Assert.InRange(text.Raw(i), before, raw.Length);
                before = text.Raw(i);
            }

            Assert.Equal(raw.Length, before);
        }
    }

    [Fact]
    public void Run_PlainText_IsLeftAsItIs()
    {
        // Nothing to undo in what has no percent, ampersand, caret or foreign character: a second reading changes nothing.
        foreach (var raw in HostileText.Random(3_000, 2))
        {
            var tricks = CommandLineTricks.None;
            var once = CharacterStage.Run(raw, ref tricks).Text;
            if (once.AsSpan().ContainsAny('%', '&'))
                continue;
            var none = CommandLineTricks.None;
            Assert.Equal(once, CharacterStage.Run(once, ref none).Text);
            Assert.Equal(CommandLineTricks.None, none & ~CommandLineTricks.Homoglyphs);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Run_TextAroundTheLimit_IsCutOnlyBeyondIt(int more, bool isCut)
    {
        foreach (var c in "aа")
        {
            var tricks = CommandLineTricks.None;
            var text = CharacterStage.Run(new string(c, CharacterStage.Longest + more), ref tricks);
            Assert.Equal(CharacterStage.Longest, text.Text.Length);
            Assert.Equal(isCut, tricks.HasFlag(CommandLineTricks.Cut));
            Assert.Equal(CharacterStage.Longest, text.Raw(text.Text.Length));
        }
    }

    [Fact]
    public void Run_EntitiesOfAllKinds_NeverMakeTextLonger()
    {
        foreach (var raw in HostileText.Large().Where(raw => !raw.Contains('%')))
        {
            var tricks = CommandLineTricks.None;
            Assert.InRange(CharacterStage.Run(raw, ref tricks).Text.Length, 0, raw.Length);
        }
    }
}
