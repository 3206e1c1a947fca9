using TriageConsole.Detection.Scoring;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Tests.Scoring;

public sealed class ScorerTests
{
    [Fact]
    public void Score_NoFinding_IsZeroWithoutLines()
    {
        var (score, ledger) = Scorer.Score([]);
        Assert.Equal(0, score);
        Assert.Empty(ledger);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(39)]
    [InlineData(64)]
    [InlineData(100)]
    public void Score_OneFinding_IsItsPoints(int points) => Assert.Equal(points, Of(points).Score);

    [Fact]
    public void Score_WeakOnesAlone_NeverMakeAHigh()
    {
        Assert.Equal(64, Of([.. Enumerable.Repeat(39, 60)]).Score);
        Assert.Equal(Severity.Medium, DetectionSettings.Default.LevelOf(64));
    }

    [Fact]
    public void Score_MiddlingOnesAlone_NeverMakeACritical()
    {
        Assert.Equal(84, Of([.. Enumerable.Repeat(64, 60)]).Score);
        Assert.Equal(Severity.High, DetectionSettings.Default.LevelOf(84));
    }

    [Fact]
    public void Score_OneStrong_IsAHighByItselfAndCanBecomeCritical()
    {
        Assert.Equal(Severity.High, DetectionSettings.Default.LevelOf(Of(65).Score));
        Assert.Equal(Severity.Critical, DetectionSettings.Default.LevelOf(Of(65, 50).Score));
        Assert.Equal(100, Of([.. Enumerable.Repeat(100, 30)]).Score);
    }

    [Fact]
    public void Score_OneSignalTwice_CountsByItsStrongest()
    {
        var (score, ledger) = Scorer.Score([Finding("a", 20, 1), Finding("a", 30, 2), Finding("a", 30, 3)]);
        Assert.Equal(30, score);
        Assert.Equal(new LedgerLine("a", 30, 30, "a on 2"), Assert.Single(ledger));
    }

    [Fact]
    public void Score_Ledger_IsStrongestFirstThenById()
    {
        var (_, ledger) = Scorer.Score([Finding("b", 20), Finding("c", 30), Finding("a", 20)]);
        Assert.Equal(["c", "a", "b"], ledger.Select(line => line.SignalId));
        Assert.Equal([30, 9, 6], ledger.Select(line => line.Contribution));
    }

    [Fact]
    public void Score_AnyFindings_LedgerAddsUpAndMoreNeverLowersIt()
    {
        var random = new Random(17);
        for (var i = 0; i < 20_000; i++)
        {
            var findings = Enumerable.Range(0, random.Next(1, 14)).Select(n => Finding("s" + n, random.Next(1, 101))).ToList();
            var (score, ledger) = Scorer.Score(findings);
            Assert.InRange(score, findings.Max(finding => finding.Points), 100);
            Assert.Equal(score, ledger.Sum(line => line.Contribution));
            Assert.All(ledger, line => Assert.InRange(line.Contribution, 0, line.Points));
            Assert.Equal(findings.Count, ledger.Count);

            var more = Scorer.Score([.. findings, Finding("new", random.Next(1, 101))]).Score;
            Assert.InRange(more, score, 100);
            var at = random.Next(findings.Count);
            var stronger = findings[at] with { Points = random.Next(findings[at].Points, 101) };
            Assert.InRange(Scorer.Score([.. findings.Where((_, index) => index != at), stronger]).Score, score, 100);

            var shuffled = findings.ToArray();
            random.Shuffle(shuffled);
            var again = Scorer.Score(shuffled);
            Assert.Equal(score, again.Score);
            Assert.Equal(ledger, again.Ledger);
        }
    }

    private static (int Score, IReadOnlyList<LedgerLine> Ledger) Of(params int[] points) => Scorer.Score([.. points.Select((value, index) => Finding("s" + index, value))]);

    private static Finding Finding(string id, int points, long process = 1) => new(id, process, points, $"{id} on {process}", null, [new Evidence("CommandLine", -1, 0, "x", "y")]);
}
