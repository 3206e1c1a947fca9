using System.Globalization;
using TriageConsole.Detection.Signals;

namespace TriageConsole.Detection.Tests.Cases;

/// <summary>Every signal finds its hit, and neither what differs in one thing nor a routine use.</summary>
public sealed class SignalCaseTests
{
    // From one point on, so that weak signals are seen without the help of stronger ones.
    private static readonly DetectionSettings _settings = DetectionSettings.Default with { LowFrom = 1 };

    private static readonly Lazy<List<Case>> _cases = new(() =>
        [.. Directory.GetFiles(Case.PathOf("Signals"), "*.json").Order(StringComparer.Ordinal).SelectMany(Case.Read)]);

    public static TheoryData<string> Ids => [.. SignalCatalog.All.Select(info => info.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Judge_Hit_FindsTheSignal(string id) => Check(id, "hit", true);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Judge_NearMiss_DoesNotFindTheSignal(string id) => Check(id, "near-miss", false);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Judge_Benign_DoesNotFindTheSignal(string id) => Check(id, "benign", false);

    [Fact]
    public void Cases_All_NameASignalAndAKind()
    {
        Assert.All(_cases.Value, item =>
        {
            Assert.NotNull(SignalCatalog.Find(item.Signal ?? string.Empty));
            Assert.True(item.Kind is "hit" or "near-miss" or "benign", item.Name);
        });
    }

    private static void Check(string id, string kind, bool found)
    {
        var cases = _cases.Value.Where(item => item.Signal == id && item.Kind == kind).ToList();
        Assert.NotEmpty(cases);
        foreach (var item in cases)
        {
            var verdicts = item.Judge(_settings);
            Assert.All(verdicts, verdict => Assert.Empty(verdict.Failures));
            var ids = verdicts.SelectMany(verdict => verdict.Findings).Select(finding => finding.SignalId).ToList();
            Assert.True(ids.Contains(id) == found, string.Create(CultureInfo.InvariantCulture, $"{item.Name}: {item.Process.Line} => {string.Join(' ', ids)}"));
        }
    }
}
