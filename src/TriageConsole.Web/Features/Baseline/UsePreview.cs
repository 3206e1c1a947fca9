using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>A stored alert as a preview names it. All text is hostile.</summary>
public sealed record PreviewAlert(
    Guid Id, string Chain, string Host, string? User, DateTime FirstUtc, DateTime LastUtc, AlertStatus Status, AlertOutcome Outcome, int Processes)
{
    /// <summary>A person escalated it or closed it as true positive: nothing may hide it.</summary>
    public bool IsAttack => Status == AlertStatus.Escalated || Outcome == AlertOutcome.TruePositive;
}

/// <summary>An alert that is nearly covered, and what keeps it out.</summary>
public sealed record NearMiss(PreviewAlert Alert, IReadOnlyList<UseDifference> Differences);

/// <summary>What an approved use would do to what is stored.</summary>
public sealed record UsePreview
{
    /// <summary>Stored alerts it was compared with: the latest, and every one that people escalated or closed as true positive.</summary>
    public required int Compared { get; init; }

    /// <summary>There are older ones that it was not compared with.</summary>
    public required bool IsCut { get; init; }

    /// <summary>All that it would cover, latest first.</summary>
    public required IReadOnlyList<PreviewAlert> Covered { get; init; }

    /// <summary>Of these: attacks. Each blocks.</summary>
    public IEnumerable<PreviewAlert> Hidden => Covered.Where(alert => alert.IsAttack);

    /// <summary>Names of attacks of the self-test that it would hide. Each blocks.</summary>
    public IReadOnlyList<string> HiddenSelfTests { get; init; } = [];

    /// <summary>It would hide an attack, stored or of the self-test.</summary>
    public bool Blocks => HiddenSelfTests.Count > 0 || Hidden.Any();

    public required IReadOnlyList<NearMiss> NearMisses { get; init; }

    public int Processes => Covered.Sum(alert => alert.Processes);

    public int Hosts => Covered.Select(alert => alert.Host).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    public int Users => Covered.Select(alert => alert.User).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Count();
}
