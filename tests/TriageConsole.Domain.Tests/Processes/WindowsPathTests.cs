using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Tests.Processes;

public sealed class WindowsPathTests
{
    [Theory]
    [InlineData(@"C:\a\b.vbs", "b.vbs", @"C:\a", ".vbs")]
    [InlineData("C:/a/b.VBS", "b.VBS", "C:/a", ".vbs")]
    [InlineData(@"C:\a/b\c", "c", @"C:\a/b", "")]
    [InlineData("b.tar.gz", "b.tar.gz", "", ".gz")]
    [InlineData(@"C:\a\", "", @"C:\a", "")]
    [InlineData(@"\b", "b", "", "")]
    [InlineData(@"C:\a.b\c", "c", @"C:\a.b", "")]
    [InlineData(".vbs", ".vbs", "", ".vbs")]
    [InlineData("a.", "a.", "", ".")]
    [InlineData("", "", "", "")]
    public void Parts_OfAPath_AreCutAtEitherSlash(string path, string name, string folder, string extension)
    {
        Assert.Equal(name, WindowsPath.FileName(path));
        Assert.Equal(folder, WindowsPath.Directory(path));
        Assert.Equal(extension, WindowsPath.Extension(path));
    }

    [Fact]
    public void Extension_InATurkishCulture_IsLowerCaseAllTheSame()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Assert.Equal(".msi", WindowsPath.Extension(@"C:\A.MSI"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Parts_HostileText_GiveBackWhatIsThere()
    {
        var random = new Random(5);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Create(random.Next(12), random, (span, source) =>
            {
                foreach (ref var c in span)
                    c = "\\/.:a\0\ud800\udc00"[source.Next(8)];
            });
            var name = WindowsPath.FileName(text);
            Assert.EndsWith(name, text, StringComparison.Ordinal);
            Assert.StartsWith(WindowsPath.Directory(text), text, StringComparison.Ordinal);
            Assert.DoesNotContain('\\', name);
            Assert.DoesNotContain('/', name);
        }
    }
}
