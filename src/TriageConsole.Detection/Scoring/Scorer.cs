using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Scoring;

/// <summary>
/// Combines findings into one score from 0 to 100. The strongest finding counts in full, each further signal for less and
/// less, and what all of them together can reach depends on the strongest: weak ones alone never make a high, middling
/// ones alone never a critical, while one strong finding is a high by itself. More findings, or stronger ones, never lower
/// the score. A signal counts once a chain, by its strongest finding.
/// </summary>
internal static class Scorer
{
    private const int Middling = 40;
    private const int Strong = 65;

    // Per cent of its points that the second, third … strongest signal adds.
    private static readonly int[] _shares = [100, 45, 30, 20, 15, 10, 5];

    public static (int Score, IReadOnlyList<LedgerLine> Ledger) Score(IReadOnlyList<Finding> findings)
    {
        var strongest = Strongest(findings);
        if (strongest.Count == 0)
            return (0, []);
        var ceiling = Ceiling(strongest[0].Points);
        var ledger = new List<LedgerLine>(strongest.Count);
        int hundredths = 0, score = 0;
        for (var i = 0; i < strongest.Count; i++)
        {
            hundredths += strongest[i].Points * _shares[Math.Min(i, _shares.Length - 1)];
            var reached = Math.Min(ceiling, (hundredths + 50) / 100);
            ledger.Add(new LedgerLine(strongest[i].SignalId, strongest[i].Points, reached - score, strongest[i].Title));
            score = reached;
        }

        return (score, ledger);
    }

    private static List<Finding> Strongest(IReadOnlyList<Finding> findings)
    {
        var bySignal = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            if (!bySignal.TryGetValue(finding.SignalId, out var known) || finding.Points > known.Points || (finding.Points == known.Points && finding.ProcessId < known.ProcessId))
                bySignal[finding.SignalId] = finding;
        }

        var strongest = bySignal.Values.ToList();
        strongest.Sort((a, b) => a.Points != b.Points ? b.Points.CompareTo(a.Points) : string.CompareOrdinal(a.SignalId, b.SignalId));
        return strongest;
    }

    // Continuous steps would let a point more at the top buy ten below; these follow the levels' own meaning.
    private static int Ceiling(int strongest) => strongest >= Strong ? 100 : strongest >= Middling ? 84 : 64;
}
