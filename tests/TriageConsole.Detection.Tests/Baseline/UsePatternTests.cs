using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using Xunit;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class UsePatternTests
{
    [Theory]
    [InlineData(@"C:/Tools\..\Apps\*.VBS", @"c:\apps\*.vbs")]
    [InlineData(@"""C:\Tools\a.vbs""", @"c:\tools\a.vbs")]
    [InlineData(@"%SystemRoot%\System32\?script.exe", @"c:\windows\system32\?script.exe")]
    [InlineData(@"\\?\C:\Tools\*\a?.vbs", @"c:\tools\*\a?.vbs")]
    [InlineData("  c:\\tools\\a.vbs ", @"c:\tools\a.vbs")]
    [InlineData(@"*\Tools\a.vbs", @"*\Tools\a.vbs")]
    [InlineData("script:https://example.com/A", "script:https://example.com/A")]
    public void Canonical_Path_IsAsValuesAreCompared(string typed, string kept) =>
        Assert.Equal(kept, UsePattern.Canonical(new(UseField.Script, typed)).Pattern);

    [Fact]
    public void Canonical_OtherFieldsAndRegex_StayAsTyped()
    {
        Assert.Equal("C:/x", UsePattern.Canonical(new(UseField.Arguments, " C:/x ")).Pattern);
        Assert.Equal(@"C:\\x/y", UsePattern.Canonical(new(UseField.Script, @"C:\\x/y", IsRegex: true)).Pattern);
    }

    [Fact]
    public void Canonical_Twice_ChangesNothing()
    {
        var once = UsePattern.Canonical(new(UseField.ParentImage, @"\\?\C:\PROGRA~1\*\x?.exe"));
        Assert.Equal(once, UsePattern.Canonical(once));
    }

    [Theory]
    [InlineData(UseField.Script, @"c:\apps\run2026112001.vbs", @"c:\apps\run*.vbs")]
    [InlineData(UseField.Script, @"c:\apps\tool\run.vbs", @"c:\apps\tool\*.vbs")]
    [InlineData(UseField.Script, @"c:\apps\tool\*.vbs", @"c:\apps\tool\*")]
    [InlineData(UseField.Script, @"c:\apps\tool\*", @"c:\apps\*")]
    [InlineData(UseField.Script, @"c:\apps\*", null)]
    [InlineData(UseField.User, @"corp\anna", @"corp\*")]
    [InlineData(UseField.User, @"corp\*", null)]
    [InlineData(UseField.Host, "ws-0042", "ws-*")]
    [InlineData(UseField.Host, "ws-*", null)]
    [InlineData(UseField.Arguments, "cscript.exe c:\\a.vbs -full", "cscript.exe c:\\a.vbs *")]
    [InlineData(UseField.Arguments, "cscript.exe", null)]
    [InlineData(UseField.ChildSigner, "Contoso", null)]
    public void Wider_EachField_IsOneStep(UseField field, string pattern, string? expected) =>
        Assert.Equal(expected, PatternLadder.Wider(field, pattern));

    [Fact]
    public void Narrower_AfterWidening_GoesBackStepByStep()
    {
        const string narrowest = @"c:\apps\tool\run.vbs";
        Assert.Equal(@"c:\apps\tool\*", PatternLadder.Narrower(UseField.Script, @"c:\apps\*", narrowest));
        Assert.Equal(narrowest, PatternLadder.Narrower(UseField.Script, @"c:\apps\tool\*.vbs", narrowest));
        Assert.Equal(narrowest, PatternLadder.Narrower(UseField.Script, "*something else*", narrowest));
        Assert.Null(PatternLadder.Narrower(UseField.Script, narrowest.ToUpperInvariant(), narrowest));
        Assert.Null(PatternLadder.Narrower(UseField.Script, "x", string.Empty));
    }
}
