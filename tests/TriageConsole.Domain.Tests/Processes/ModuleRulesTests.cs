using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Tests.Processes;

public sealed class ModuleRulesTests
{
    [Theory]
    [InlineData(@"C:\a\b.exe", true)]
    [InlineData(@"C:\a\b.EXE", true)]
    [InlineData("b.scr", true)]
    [InlineData("b.com", true)]
    [InlineData("b.pif", true)]
    [InlineData(@"C:\a\b.dll", false)]
    [InlineData(@"C:\a.exe\b", false)]
    [InlineData("exe", false)]
    [InlineData("", false)]
    public void IsProgram_ByExtension_OfTheFileAlone(string path, bool expected) => Assert.Equal(expected, ModuleRules.IsProgram(path));

    [Theory]
    [InlineData(@"C:\a\b.vbs", true)]
    [InlineData(@"C:\a\b.XSL", true)]
    [InlineData(@"C:\a\b.dll", true)]
    [InlineData(@"\\srv\share\b.hta", true)]
    [InlineData("C:/a/b.csproj", true)]
    [InlineData(@"C:\a\b.txt", false)]
    [InlineData(@"C:\a\b.vbs.txt", false)]
    [InlineData(@"C:\a.vbs\b", false)]
    [InlineData(@"C:\a\vbs", false)]
    [InlineData("", false)]
    public void CanRun_ByExtension_OfTheFileAlone(string path, bool expected) => Assert.Equal(expected, ModuleRules.CanRun(path));

    [Theory]
    [InlineData(@"C:\a\notes.txt:evil.vbs", true)]
    [InlineData(@"C:\a\notes.txt:evil.vbs:$DATA", true)]
    [InlineData(@"C:\a\b.vbs::$DATA", true)]
    [InlineData(@"C:\a\b.exe:Zone.Identifier", false)]
    [InlineData(@"C:\a\notes.txt:evil", false)]
    public void CanRun_AlternateStream_CountsByItsOwnName(string path, bool expected) => Assert.Equal(expected, ModuleRules.CanRun(path));

    [Theory]
    [InlineData(@"C:\Windows\assembly\NativeImages_v4.0.30319_64\mscorlib\0a\mscorlib.ni.dll", true)]
    [InlineData(@"C:\Windows\ASSEMBLY\nativeimages_v4\x.dll", true)]
    [InlineData(@"C:\x\y.ni.exe", true)]
    [InlineData(@"C:\x\y.dll", false)]
    [InlineData(@"C:\x\NativeImages_\y.dll", false)]
    [InlineData("ni.dll", false)]
    [InlineData("", false)]
    public void IsNativeImage_ByFolderOrEnding_Tells(string path, bool expected) => Assert.Equal(expected, ModuleRules.IsNativeImage(path));

    [Fact]
    public void Rules_HostileText_NeverThrow()
    {
        foreach (var text in (string[])[new string('.', 32_768), new string(':', 32_768), new string('\\', 32_768), "\ud800.exe", "a\0.exe", "::::$DATA"])
        {
            Assert.False(ModuleRules.IsNativeImage(text));
            Assert.Equal(text.EndsWith(".exe", StringComparison.Ordinal), ModuleRules.IsProgram(text));
            Assert.Equal(text.EndsWith(".exe", StringComparison.Ordinal), ModuleRules.CanRun(text));
        }
    }

    [Fact]
    public void Rules_EveryProgram_CanRun() => Assert.All((string[])["a.exe", "a.com", "a.scr", "a.pif"], path => Assert.True(ModuleRules.IsProgram(path) && ModuleRules.CanRun(path)));
}
