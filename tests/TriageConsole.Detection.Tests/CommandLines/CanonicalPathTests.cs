using System.Diagnostics;
using TriageConsole.Detection.CommandLines;

namespace TriageConsole.Detection.Tests.CommandLines;

public sealed class CanonicalPathTests
{
    [Theory]
    [InlineData(@"C:\A\B.vbs", @"c:\a\b.vbs", PathForm.Drive)]
    [InlineData("\"C:\\A B\\c.vbs\"", @"c:\a b\c.vbs", PathForm.Drive)]
    [InlineData(@"C:\a\.\b\..\..\..\c", @"c:\c", PathForm.Drive)]
    [InlineData(@"C:\a.\b. .\c. ", @"c:\a\b\c", PathForm.Drive)]
    [InlineData(@"C:a", @"c:\a", PathForm.Drive)]
    [InlineData(@"C:\Windows\Sysnative\x.exe", @"c:\windows\system32\x.exe", PathForm.Drive)]
    [InlineData(@"C:\Windows\SysWOW64\x.exe", @"c:\windows\system32\x.exe", PathForm.Drive)]
    [InlineData(@"D:\Windows\a\SysWOW64\x.exe", @"d:\windows\a\syswow64\x.exe", PathForm.Drive)]
    [InlineData(@"%SystemRoot%\x.exe", @"c:\windows\x.exe", PathForm.Drive)]
    [InlineData(@"\SystemRoot\x.exe", @"c:\windows\x.exe", PathForm.Drive)]
    [InlineData(@"\\?\C:\x", @"c:\x", PathForm.Drive)]
    [InlineData(@"\\?\GLOBALROOT\Device\HarddiskVolume2\x", @"c:\x", PathForm.Drive)]
    [InlineData(@"\\.\HarddiskVolume2\x", @"c:\x", PathForm.Drive)]
    [InlineData(@"\\127.0.0.1\c$\x", @"c:\x", PathForm.Drive)]
    [InlineData(@"C:\PROGRA~1\x", @"c:\program files\x", PathForm.Drive)]
    [InlineData(@"C:\PROGRA~2\x", @"c:\program files (x86)\x", PathForm.Drive)]
    [InlineData(@"C:\a\PROGRA~1\x", @"c:\a\progra~1\x", PathForm.Drive)]
    [InlineData(@"\\?\UNC\Srv\Share\a", @"\\srv\share\a", PathForm.Unc)]
    [InlineData(@"\Device\Mup\Srv\Share\a", @"\\srv\share\a", PathForm.Unc)]
    [InlineData("//srv/share/a", @"\\srv\share\a", PathForm.Unc)]
    [InlineData(@"\\srv\c$\a", @"\\srv\c$\a", PathForm.Unc)]
    [InlineData(@"\\srv\share\..\..\..\a", @"\\srv\share\a", PathForm.Unc)]
    [InlineData("file://srv/share/a.vbs", @"\\srv\share\a.vbs", PathForm.Unc)]
    [InlineData("file:///C|/a%20b/C.vbs", @"c:\a b\c.vbs", PathForm.Drive)]
    [InlineData("file:///c:/%55SERS/%41.vbs", @"c:\users\a.vbs", PathForm.Drive)]
    [InlineData(@"\\srv@SSL\DavWWWRoot\a.js", @"\\srv@ssl\davwwwroot\a.js", PathForm.WebDav)]
    [InlineData(@"\\srv@8080\x\a.js", @"\\srv@8080\x\a.js", PathForm.WebDav)]
    [InlineData(@"\\srv\DavWWWRoot\a.js", @"\\srv\davwwwroot\a.js", PathForm.WebDav)]
    [InlineData(@"HTTPS:\\x/A.sct", "https://x/a.sct", PathForm.Url)]
    [InlineData("ms-its:c:\\x.chm", "ms-its:c:/x.chm", PathForm.Url)]
    [InlineData(@"\\.\pipe\x", @"\\.\pipe\x", PathForm.Device)]
    [InlineData(@"..\a\..\..\b", @"..\..\b", PathForm.Relative)]
    [InlineData("a.vbs", "a.vbs", PathForm.Relative)]
    [InlineData("", "", PathForm.Relative)]
    [InlineData("httpx", "httpx", PathForm.Relative)]
    public void Parse_EachWayOfWriting_IsOneText(string path, string text, PathForm form)
    {
        var parsed = CanonicalPath.Parse(path);
        Assert.Equal((text, form), (parsed.Text, parsed.Form));
        Assert.Equal(form != PathForm.Relative, parsed.IsRooted);
    }

    [Theory]
    [InlineData(@"C:\a.txt:b.js", @"c:\a.txt", "b.js", ".js")]
    [InlineData(@"C:\a.txt:b.js:$DATA", @"c:\a.txt", "b.js", ".js")]
    [InlineData(@"C:\a.vbs::$DATA", @"c:\a.vbs", null, ".vbs")]
    [InlineData("a.txt:b.js", "a.txt", "b.js", ".js")]
    [InlineData(@"C:\a.vbs", @"c:\a.vbs", null, ".vbs")]
    [InlineData(@"C:\x:y\..\a.txt:b.js", @"c:\a.txt", "b.js", ".js")]
    [InlineData(@"C:\a.txt:b.js\.", @"c:\a.txt", "b.js", ".js")]
    [InlineData("a:b", @"a:\b", null, "")]
    [InlineData("word:b.js", "word:b.js", null, ".js")]
    [InlineData("https://x/a.sct?q=b.txt#c", "https://x/a.sct?q=b.txt#c", null, ".sct")]
    public void Parse_AlternateStream_IsToldFromThePath(string path, string text, string? stream, string extension)
    {
        var parsed = CanonicalPath.Parse(path);
        Assert.Equal((text, stream, extension), (parsed.Text, parsed.Stream, parsed.Extension));
        Assert.Equal(stream is not null, parsed.Tricks.HasFlag(CommandLineTricks.AlternateStream));
    }

    [Theory]
    [InlineData("a.vbs", @"C:\X\", @"c:\x\a.vbs")]
    [InlineData(@"..\a.vbs", @"C:\X\Y", @"c:\x\a.vbs")]
    [InlineData(@"\a.vbs", @"D:\X\Y", @"d:\a.vbs")]
    [InlineData(@"a.vbs", @"\\srv\share", @"\\srv\share\a.vbs")]
    [InlineData(@"E:\a.vbs", @"C:\X", @"e:\a.vbs")]
    [InlineData("http://x/a", @"C:\X", "http://x/a")]
    [InlineData("a.vbs", "", "a.vbs")]
    [InlineData("a.vbs", "  ", "a.vbs")]
    [InlineData("a.vbs", null, "a.vbs")]
    public void Parse_RelativeName_IsResolvedOnlyAgainstAKnownFolder(string path, string? folder, string expected) =>
        Assert.Equal(expected, CanonicalPath.Parse(path, folder).Text);

    [Theory]
    [InlineData(@"C:\a\b", CommandLineTricks.None)]
    [InlineData(@"C:\a\..\b", CommandLineTricks.Traversal)]
    [InlineData(@"C:\a.\b", CommandLineTricks.TrailingDots)]
    [InlineData(@"C:\abcdef~1\b", CommandLineTricks.ShortName)]
    [InlineData(@"C:\abc~x\b", CommandLineTricks.None)]
    [InlineData(@"\\?\C:\b", CommandLineTricks.DevicePrefix)]
    [InlineData(@"%windir%\b", CommandLineTricks.Variables)]
    public void Parse_EachTrick_IsNamed(string path, CommandLineTricks expected) => Assert.Equal(expected, CanonicalPath.Parse(path).Tricks);

    [Theory]
    [InlineData(@"c:\x", true)]
    [InlineData(@"a\b", true)]
    [InlineData("//srv/x", true)]
    [InlineData("FILE:x", true)]
    [InlineData("%x%", true)]
    [InlineData("a.vbs", false)]
    [InlineData("c:", false)]
    [InlineData("", false)]
    public void LooksLikePath_Arguments_AreTold(string value, bool expected) => Assert.Equal(expected, CanonicalPath.LooksLikePath(value));

    [Fact]
    public void Parse_RandomText_IsLowerCaseAndStableAndNeverThrows()
    {
        foreach (var raw in HostileText.Random(5_000, 5))
        {
            foreach (var folder in (string?[])[null, @"C:\X y", raw])
            {
                var path = CanonicalPath.Parse(raw, folder);
                Assert.Equal(path.Text.ToLowerInvariant(), path.Text);
                if (path.Form is PathForm.Drive)
                {
                    Assert.Matches(@"(?s)^[a-z]:\\", path.Text);
                    Assert.DoesNotContain(@"\..\", path.Text, StringComparison.Ordinal);
                    Assert.DoesNotContain(@"\\", path.Text, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Parse_OfAParsedDrivePath_IsItself()
    {
        foreach (var raw in HostileText.Random(5_000, 6))
        {
            var once = CanonicalPath.Parse(raw);
            if (once.Form == PathForm.Drive && !once.Text.AsSpan().ContainsAny('%', '&', '"'))
                Assert.Equal(once.Text, CanonicalPath.Parse(once.Text).Text);
        }
    }

    [Fact]
    public void Parse_32KilobytesOfAnything_IsLinear()
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        foreach (var text in HostileText.Large())
        {
            Assert.NotNull(CanonicalPath.Parse(text, @"C:\x").Text);
            count++;
        }

        Assert.InRange(watch.Elapsed.TotalMilliseconds / count, 0, 250);
    }
}
