using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Alert.NearUses;

/// <summary>Finds the approved uses in force that nearly cover an alert, compared as detection would.</summary>
public sealed class NearUseQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    /// <summary>Uses named at most.</summary>
    public const int Most = 5;

    /// <summary>A use that more than this keeps out is another use, not a near one.</summary>
    public const int MostDifferences = 3;

    /// <summary>The nearest first; one that covers the alert is not near but there.</summary>
    public async Task<IReadOnlyList<NearUse>> OfAsync(Guid alertId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.ApprovedUses.AsNoTracking().Where(u => u.State == ApprovedUseState.Active && u.ExpiresUtc > now).OrderBy(u => u.Id).ToListAsync(cancel);
        if (rows.Count == 0 || await StoredChain.LoadAsync(db, db.Alerts.Where(a => a.PublicId == alertId), cancel) is not [var (_, chain)])
            return [];
        var subject = ChainSubject.Of(chain.Verdict, chain.Processes);
        var groups = await UseGroupReader.ReadAsync(db, cancel);
        var near = new List<NearUse>();
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            var use = row.ToUse();
            var trial = new UseTrial(use, groups);

            // What the proxy process and its parent tell rules out most uses without a look at the rest.
            if (trial.Failing(subject, MostDifferences + 1) > MostDifferences)
                continue;
            var differences = trial.Differences(subject);
            var holding = use.Conditions.Count - differences.Count(difference => difference.Condition is not null);

            // One condition in common, such as the host, makes no near miss: as much must hold as fails.
            if (differences.Count is > 0 and <= MostDifferences && holding >= differences.Count)
                near.Add(new(use.Id, use.Title, use.Owner, holding, use.Conditions.Count, differences));
        }

        return [.. near.OrderBy(use => use.Differences.Count).ThenByDescending(use => use.Holding).ThenBy(use => use.Id).Take(Most)];
    }
}
