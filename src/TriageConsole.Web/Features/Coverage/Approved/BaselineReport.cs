using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Coverage.Work;

namespace TriageConsole.Web.Features.Coverage.Approved;

/// <summary>What one approved use covered in the period.</summary>
public sealed record UseCovered(Guid Id, string Title, int Covered);

/// <summary>How the baseline stands now, and what it covered in the period.</summary>
public sealed record BaselineReport
{
    /// <summary>Entries that are neither refused nor retired.</summary>
    public required IReadOnlyList<UseLine> Uses { get; init; }

    public required IReadOnlyList<(UseStanding Standing, int Count)> Standings { get; init; }

    public required IReadOnlyList<(UseAttention Attention, int Count)> Attentions { get; init; }

    /// <summary>Whatever covered most comes first.</summary>
    public required IReadOnlyList<UseCovered> Covered { get; init; }

    public int Chains => Covered.Sum(use => use.Covered);

    public int InForce => Count(UseStanding.Active) + Count(UseStanding.Expiring);

    public int Count(UseStanding standing) => Standings.FirstOrDefault(s => s.Standing == standing).Count;

    public int Count(UseAttention attention) => Attentions.FirstOrDefault(a => a.Attention == attention).Count;

    /// <param name="uses">Every entry.</param>
    /// <param name="alerts">Alerts of the period.</param>
    public static BaselineReport Of(IReadOnlyList<UseLine> uses, IReadOnlyList<AlertFact> alerts)
    {
        ArgumentNullException.ThrowIfNull(uses);
        ArgumentNullException.ThrowIfNull(alerts);
        var titles = uses.ToDictionary(use => use.Id, use => use.Title);
        return new()
        {
            Uses = uses,
            Standings = [.. uses.GroupBy(use => use.Standing).Select(g => (g.Key, g.Count())).OrderBy(s => s.Key)],
            Attentions = [.. uses.SelectMany(use => use.Attentions).GroupBy(attention => attention).Select(g => (g.Key, g.Count())).OrderBy(a => a.Key)],
            Covered =
            [
                .. alerts.Where(a => a.Status == AlertStatus.Covered && a.UseId is not null).GroupBy(a => a.UseId!.Value)
                    .Select(g => new UseCovered(g.Key, titles.GetValueOrDefault(g.Key, "an entry that is gone"), g.Count()))
                    .OrderByDescending(use => use.Covered).ThenBy(use => use.Title, StringComparer.OrdinalIgnoreCase).ThenBy(use => use.Id),
            ],
        };
    }
}
