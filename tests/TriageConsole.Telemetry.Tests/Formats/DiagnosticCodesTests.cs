using System.Text.RegularExpressions;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Formats;

public sealed partial class DiagnosticCodesTests
{
    [Fact]
    public void Codes_InTheSource_AreThoseOfTheDocs()
    {
        var root = Path.GetFullPath(Path.Combine(Samples.Root, "..", ".."));
        var source = Directory.EnumerateFiles(Path.Combine(root, "src", "TriageConsole.Telemetry"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .SelectMany(static file => Quoted().Matches(File.ReadAllText(file)).Select(static match => match.Groups[1].Value));
        var docs = Rows().Matches(File.ReadAllText(Path.Combine(root, "docs", "formats.md"))).Select(static match => match.Groups[1].Value);

        Assert.Equal(source.Distinct().Order(StringComparer.Ordinal), docs.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("\"((?:NDJSON|XML|CSV|BOX)\\d{3})\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\| ((?:NDJSON|XML|CSV|BOX)\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
