using TriageConsole.Detection.Chains;
using TriageConsole.Detection.Tests.CommandLines;

namespace TriageConsole.Detection.Tests.Chains;

public sealed class TextShapeTests
{
    [Theory]
    [InlineData(@"wscript.exe c:\users\anna\a.vbs", @"wscript.exe c:\users\bob\a.vbs")]
    [InlineData(@"x c:\users\anna\appdata\local\temp\7zo1\a.vbs", @"x c:\users\bob\appdata\local\temp\rar$2\b\a.vbs")]
    [InlineData("x 20300102 run7", "x 19991231 run12345")]
    [InlineData("x {b7c5d3a1-1111-6789-0200-000000001300}", "x {00000000-2222-6789-0200-00000000abcd}")]
    [InlineData("x -enc sqbfahgaiaaoae4azqb3ac0atwbiagoazqbjahqaiaboagu=", "x -enc aaaaahgaiaaoae4azqb3ac0atwbiagoazqbjahqaiaboaguxyz==")]
    [InlineData("x 1a2b3c4d", "x 99ff00aa")]
    public void Of_TextsThatDifferInWhatChangesDaily_AreAlike(string first, string second) => Assert.Equal(TextShape.Of(first), TextShape.Of(second));

    [Theory]
    [InlineData(@"wscript.exe c:\users\anna\a.vbs", @"wscript.exe c:\users\anna\b.vbs")]
    [InlineData(@"wscript.exe c:\users\anna\a.vbs", @"wscript.exe c:\tools\anna\a.vbs")]
    [InlineData("x -a", "x -b")]
    [InlineData("x a", "x a b")]
    [InlineData("x evil", "x good")]
    public void Of_OtherTexts_AreNotAlike(string first, string second) => Assert.NotEqual(TextShape.Of(first), TextShape.Of(second));

    [Fact]
    public void Of_AnyText_IsBoundedAndNeverThrows()
    {
        foreach (var text in HostileText.Large().Concat(HostileText.Random(3_000, 41)))
            Assert.InRange(TextShape.Of(text).Length, 0, 3 * 4_096);
        Assert.Equal(string.Empty, TextShape.Of(string.Empty));
    }
}
