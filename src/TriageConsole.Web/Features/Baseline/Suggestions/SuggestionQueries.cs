using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Baseline.Suggestions;

/// <summary>A pattern that may be documented admin use. All text is hostile.</summary>
public sealed record Suggestion
{
    public required string Fingerprint { get; init; }

    /// <summary>The alert that a proposal is made from: the latest open one, else the latest.</summary>
    public required Guid AlertId { get; init; }

    public required int AlertVersion { get; init; }

    /// <summary>That alert is open, so that a proposal moves it.</summary>
    public required bool IsOpen { get; init; }

    public required UseSuggestion Use { get; init; }

    public required int Alerts { get; init; }

    public required int Hosts { get; init; }

    /// <summary>Of the alerts closed as benign or false positive.</summary>
    public required int Benign { get; init; }

    public required DateTime FirstUtc { get; init; }

    public required DateTime LastUtc { get; init; }

    /// <summary>What the lint says of it.</summary>
    public required IReadOnlyList<LintFinding> Findings { get; init; }

    /// <summary>What it would cover.</summary>
    public required UsePreview Preview { get; init; }

    public IReadOnlyList<UseCondition> Conditions => [.. Use.Conditions.Select(condition => UsePattern.Canonical(condition.Condition))];

    /// <summary>The lint's errors or an attack that it would hide keep it from being proposed.</summary>
    public bool IsBlocked => Findings.Any(finding => finding.Level == LintLevel.Error) || Preview.Blocks;
}

/// <summary>
/// Mines what repeats: patterns that people closed as harmless, and such that stand open on many hosts. A pattern that holds
/// one attack is left alone.
/// </summary>
public sealed class SuggestionQueries(IDbContextFactory<TriageContext> contexts, UseCheck check, BaselinePreview preview)
{
    /// <summary>Closed as harmless so often, a pattern is worth a look.</summary>
    public const int FewestBenign = 2;

    /// <summary>Open so often and on so many hosts, too.</summary>
    public const int FewestOpen = 10;

    public const int FewestHosts = 5;

    /// <summary>Suggestions at once: each is compared with stored alerts.</summary>
    public const int Most = 10;

    private const int MostPatterns = 50;
    private const int MostSamples = 20;

    public async Task<IReadOnlyList<Suggestion>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var patterns = await db.Alerts.Counted().GroupBy(a => a.Fingerprint).Select(g => new Repeat
        {
            Fingerprint = g.Key,
            Alerts = g.Count(),
            Hosts = g.Select(a => a.HostId).Distinct().Count(),
            Benign = g.Count(a => a.Status == AlertStatus.Closed && (a.Outcome == AlertOutcome.BenignPositive || a.Outcome == AlertOutcome.FalsePositive)),
            Open = g.Count(a => a.Status == AlertStatus.Open),
            Attacks = g.Count(a => a.Status == AlertStatus.Escalated || a.Outcome == AlertOutcome.TruePositive),
            Allowed = g.Count(a => a.Status == AlertStatus.AllowedPending || a.Status == AlertStatus.Allowed),
            FirstUtc = g.Min(a => a.FirstUtc),
            LastUtc = g.Max(a => a.LastUtc),
        })
            .Where(r => r.Attacks == 0 && r.Allowed == 0 && (r.Benign >= FewestBenign || (r.Open >= FewestOpen && r.Hosts >= FewestHosts)))
            .OrderByDescending(r => r.Benign).ThenByDescending(r => r.Alerts).ThenBy(r => r.Fingerprint).Take(MostPatterns).ToListAsync(cancel);
        var known = (await db.ApprovedUses.AsNoTracking().Counted().Where(u => u.State == ApprovedUseState.Proposed || u.State == ApprovedUseState.Active)
            .Select(u => u.ConditionsJson).ToListAsync(cancel)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var suggestions = new List<Suggestion>();
        foreach (var pattern in patterns)
        {
            cancel.ThrowIfCancellationRequested();
            if (await MakeAsync(db, pattern, known, cancel) is { } suggestion)
                suggestions.Add(suggestion);
            if (suggestions.Count == Most)
                break;
        }

        return suggestions;
    }

    private async Task<Suggestion?> MakeAsync(TriageContext db, Repeat pattern, HashSet<string> known, CancellationToken cancel)
    {
        // What is covered needs no suggestion. Open ones first: a proposal is made from an alert that waits.
        var samples = db.Alerts.Counted().Where(a => a.Fingerprint == pattern.Fingerprint && (a.Status == AlertStatus.Open || a.Status == AlertStatus.Closed))
            .OrderBy(a => a.Status).ThenByDescending(a => a.LastUtc).ThenByDescending(a => a.Id).Take(MostSamples);
        var chains = await StoredChain.LoadAsync(db, samples, cancel);
        if (chains.Count == 0)
            return null;
        var use = UseSuggestion.From([.. chains.Select(chain => (chain.Chain.Verdict, chain.Chain.Processes))]);
        var conditions = use.Conditions.Select(condition => UsePattern.Canonical(condition.Condition)).ToList();
        if (known.Contains(UseRecord.WriteConditions(conditions)))
            return null;
        var from = chains.Select(chain => chain.Alert).OrderBy(alert => alert.Status).ThenByDescending(alert => alert.LastUtc).First();
        return new()
        {
            Fingerprint = pattern.Fingerprint,
            AlertId = from.PublicId,
            AlertVersion = from.Version,
            IsOpen = from.Status == AlertStatus.Open,
            Use = use,
            Alerts = pattern.Alerts,
            Hosts = pattern.Hosts,
            Benign = pattern.Benign,
            FirstUtc = pattern.FirstUtc,
            LastUtc = pattern.LastUtc,
            Findings = await check.LintAsync(conditions, cancel),
            Preview = await preview.RunAsync(conditions, from.PublicId, cancel),
        };
    }

    private sealed record Repeat
    {
        public required string Fingerprint { get; init; }

        public required int Alerts { get; init; }

        public required int Hosts { get; init; }

        public required int Benign { get; init; }

        public required int Open { get; init; }

        public required int Attacks { get; init; }

        public required int Allowed { get; init; }

        public required DateTime FirstUtc { get; init; }

        public required DateTime LastUtc { get; init; }
    }
}
