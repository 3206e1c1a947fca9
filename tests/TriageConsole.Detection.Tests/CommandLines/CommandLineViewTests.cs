using System.Diagnostics;
using TriageConsole.Detection.CommandLines;

namespace TriageConsole.Detection.Tests.CommandLines;

public sealed class CommandLineViewTests
{
    private const string Host = @"C:\Windows\System32\wscript.exe";
    private const string Plain = @"C:\Windows\System32\wscript.exe C:\Users\Public\a.vbs /b";

    public static TheoryData<string> SameThing =>
    [
        "WSCRIPT.EXE   c:\\users\\public\\A.VBS\t-B",
        "\"C:\\Windows\\System32\\wscript.exe\" \"C:\\Users\\Public\\a.vbs\" //b",
        "w^s^cript.exe %PUBLIC%\\a.vbs –b",
        "wscript.exe %%public%%\\a.vbs /b",
        "wscript.exe C:/Users/Public/./x/../a.vbs /b",
        "wscript.exe C:\\Users\\x\\..\\..\\..\\Users\\Public\\\\a.vbs /b",
        "wscript.exe \\\\?\\C:\\Users\\Public\\a.vbs /b",
        "wscript.exe \\??\\C:\\Users\\Public\\a.vbs /b",
        "wscript.exe \\\\.\\C:\\Users\\Public\\a.vbs /b",
        "wscript.exe \\Device\\HarddiskVolume3\\Users\\Public\\a.vbs /b",
        "wscript.exe \\\\localhost\\C$\\Users\\Public\\a.vbs /b",
        "wscript.exe file:///C:/Users/Public/a.vbs /b",
        "wscript.exe file:///C:/%55sers/Public/%41.vbs /b",
        "wscript.exe C:\\Us\u200Bers\\Public\\a.v\u00ADbs /b",
        "wscript.exe\u00A0C:\\Users\\Public\\a.vbs\u2800/b",
        "wscript.exe C:\\Users\\Public\\a.vbs. /b",
        "wscript.exe \"C:\\Users\\Public\\a.vbs \" /b",
        "wscript.exe C:\\Us\"e\"rs\\Public\\a.vbs /b",
        "wscript.exe C:\\Users\\Public\\а.vbs /b",
        "wscript.exe C:＼Users＼Public＼ａ.ｖｂｓ ／b",
        "wscript.exe &quot;C:\\Users\\Public\\a.vbs&quot; /b",
        "  wscript.exe C:\\Users\\Public\\a.vbs /b  ",
    ];

    [Theory]
    [MemberData(nameof(SameThing))]
    public void Canonical_AnotherWayToWriteTheSame_IsEqual(string line) =>
        Assert.Equal(@"wscript.exe c:\users\public\a.vbs -b", CommandLineView.Parse(line, Host).Canonical);

    [Theory]
    [InlineData(@"wscript.exe C:\Users\Public\b.vbs /b")]
    [InlineData(@"wscript.exe C:\Users\Public\x\a.vbs /b")]
    [InlineData(@"wscript.exe D:\Users\Public\a.vbs /b")]
    [InlineData(@"wscript.exe \\srv\C$\Users\Public\a.vbs /b")]
    [InlineData(@"wscript.exe C:\Users\Public\a.vbs /c")]
    [InlineData(@"wscript.exe C:\Users\Public\a.vbs /b x")]
    [InlineData(@"wscript.exe C:\Users\Public\a.vbs")]
    [InlineData(@"wscript.exe /b C:\Users\Public\a.vbs")]
    public void Canonical_AnotherThing_IsNotEqual(string line) =>
        Assert.NotEqual(CommandLineView.Parse(Plain, Host).Canonical, CommandLineView.Parse(line, Host).Canonical);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    public void Parse_Nothing_IsAnEmptyView(string? line)
    {
        var view = CommandLineView.Parse(line, Host);
        Assert.Empty(view.Tokens);
        Assert.Empty(view.Arguments);
        Assert.Equal(string.Empty, view.Canonical);
        Assert.Equal(line ?? string.Empty, view.Raw);
    }

    [Theory]
    [InlineData("wscript.exe a.vbs", Host, "a.vbs")]
    [InlineData("wscript a.vbs", Host, "a.vbs")]
    [InlineData("evil.exe a.vbs", Host, "a.vbs")]
    [InlineData("//e:vbscript a.txt", Host, "//e:vbscript|a.txt")]
    [InlineData("a.vbs b", Host, "a.vbs|b")]
    [InlineData("shell32.dll,Control_RunDLL x", @"C:\Windows\System32\rundll32.exe", "shell32.dll,control_rundll|x")]
    [InlineData("http://x/a.hta", @"C:\Windows\System32\mshta.exe", "http://x/a.hta")]
    [InlineData(@"C:\Program Files\My App\my.exe a.vbs", @"C:\Program Files\My App\my.exe", "a.vbs")]
    [InlineData("a.vbs b", null, "b")]
    [InlineData("a.vbs b", "", "b")]
    public void Arguments_WithOrWithoutTheProgramsName_AreWhatFollowsIt(string line, string? image, string expected) =>
        Assert.Equal(expected, string.Join('|', CommandLineView.Parse(line, image).Arguments));

    [Fact]
    public void Tokens_RandomText_StandInTheRawTextInOrder()
    {
        foreach (var raw in HostileText.Random(4_000, 3))
        {
            var view = CommandLineView.Parse(raw, Host);
            Assert.Equal(raw, view.Raw);
            var end = 0;
            foreach (var token in view.Tokens)
            {
                Assert.InRange(token.Start, end, raw.Length);
                Assert.InRange(token.Length, 0, raw.Length - token.Start);
                end = token.Start + token.Length;
                var whole = token.Span(0, token.Value.Length);
                Assert.Equal((token.Start, token.Length), whole);
            }
        }
    }

    [Fact]
    public void Span_OfEachCharacter_HoldsThatCharacterInTheRawText()
    {
        foreach (var raw in HostileText.Random(2_000, 4))
        {
            foreach (var token in CommandLineView.Parse(raw, Host).Tokens)
            {
                for (var i = 0; i < token.Value.Length; i++)
                {
                    // Of a variable's value all characters but the last come from no character of their own.
                    var (start, length) = token.Span(i, 1);
                    if (length == 0)
                        continue;
                    var tricks = CommandLineTricks.None;
                    Assert.Contains(token.Value[i], CharacterStage.Run(raw.Substring(start, length), ref tricks).Text);
                }
            }
        }
    }

    [Fact]
    public void Canonical_OfACanonicalLine_IsItself()
    {
        // Percent signs, ampersands, quotes and colons inside a word mean another thing the second time; the rest must not.
        string[] words = ["a", "b.vbs", "/x", "--y", "C:\\a\\..\\b", "c:/d", "..\\e", "\\\\srv\\share\\f.", "%temp%\\g", "–z:1", "\"a b\"", "x^y", "ｗ", "\u200Bq", "progra~1\\h", "http://x/Y?z", "\"\""];
        var random = new Random(11);
        for (var i = 0; i < 3_000; i++)
        {
            var line = "wscript.exe " + string.Join("  ", Enumerable.Range(0, random.Next(6)).Select(_ => words[random.Next(words.Length)]));
            var once = CommandLineView.Parse(line, Host).Canonical;
            Assert.Equal(once, CommandLineView.Parse(once, Host).Canonical);
        }
    }

    [Fact]
    public void Parse_32KilobytesOfAnything_IsLinear()
    {
        // A quadratic reading of 32 KB takes seconds apiece; all of these together take few.
        var watch = Stopwatch.StartNew();
        var count = 0;
        foreach (var line in HostileText.Large())
        {
            var view = CommandLineView.Parse(line, Host);
            Assert.NotNull(view.Canonical);
            Assert.InRange(ContentText.Read(view).Length, 0, 250_000);
            Assert.InRange(view.Tokens.Count, 0, CommandLineSplitter.MostTokens + 1);
            count++;
        }

        Assert.InRange(watch.Elapsed.TotalMilliseconds / count, 0, 250);
    }

    [Theory]
    [InlineData(-1, 5, "")]
    [InlineData(0, 3, "abc")]
    [InlineData(4, 99, "ef")]
    [InlineData(6, 1, "")]
    [InlineData(99, 1, "")]
    public void RawWords_AnySpan_IsCutToTheText(int start, int length, string expected) =>
        Assert.Equal(expected, CommandLineView.Parse("abcdef").RawWords(start, length));

    [Fact]
    public void RawWords_OfALongSpan_AreCutAt512() => Assert.Equal(512, CommandLineView.Parse(new string('a', 2_000)).RawWords(3, 1_000).Length);
}
