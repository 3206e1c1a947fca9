using System.Text.RegularExpressions;
using TriageConsole.Testing;
using Xunit;

namespace TriageConsole.Web.Tests.Exercises;

/// <summary>Whoever writes a statistic starts at what counts. Where a row is looked up that was counted before, its file is named here.</summary>
public sealed partial class CountedWallTests
{
    private static readonly string[] _folders = ["Coverage", "Detecting", "Baseline/Suggestions", "Baseline/Inventory", "Reports"];

    private static readonly Dictionary<string, int> _lookUps = new(StringComparer.Ordinal)
    {
        // Names of computers of rows that were counted; computers that a person named.
        ["Baseline/Inventory/InventoryQueries.cs"] = 3,

        // Whether anything changed since a report was read; hosts that a caller names; how a record arrived; findings of alerts that were counted.
        ["Coverage/Health/HealthCache.cs"] = 2,
        ["Coverage/Health/HealthReader.cs"] = 1,
        ["Coverage/Health/HealthRollUps.cs"] = 1,
        ["Coverage/Work/SignalRates.cs"] = 1,

        // Whether the alerts that a run changed are still there.
        ["Detecting/Page/RunQueries.cs"] = 1,
    };

    [Fact]
    public void Statistics_EveryRowTheyRead_IsCounted()
    {
        var root = Checkout.PathOf("src", "TriageConsole.Web", "Features");
        var found = _folders.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), Count: Uncounted().Count(File.ReadAllText(file))))
            .Where(file => file.Count > 0).ToList();

        Assert.Empty(found.Where(file => file.Count != _lookUps.GetValueOrDefault(file.Name)).Select(file => $"{file.Name}: {file.Count} reads that leave exercises in"));
    }

    [Theory]
    [InlineData("await db.Alerts.CountAsync()", 1)]
    [InlineData("db.HostDays\n    .Where(d => d.Count > 0)", 1)]
    [InlineData("db.Alerts.Counted().CountAsync()", 0)]
    [InlineData("db.HostDays.AsNoTracking().Counted(db)", 0)]
    [InlineData("db.Hosts.AsNoTracking().OrderBy(h => h.Id)", 1)]
    [InlineData("db.AlertHistory.Count()", 0)]
    public void Uncounted_Text_IsFoundWhereSomethingIsLeftIn(string text, int found) => Assert.Equal(found, Uncounted().Count(text));

    [GeneratedRegex(@"\bdb\.(Alerts|Hosts|HostDays|Imports|AlertFindings|SignalFailures|Cases)\b(?!\s*(\.AsNoTracking\(\)\s*)?\.Counted\()", RegexOptions.CultureInvariant)]
    private static partial Regex Uncounted();
}
