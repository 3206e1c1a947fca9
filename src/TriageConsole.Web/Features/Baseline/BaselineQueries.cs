using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>How an entry stands at a moment; expiry follows the clock, not a stored state.</summary>
public enum UseStanding
{
    Proposed,
    Active,
    Expiring,
    Expired,
    Rejected,
    Retired,
}

/// <summary>One entry of the baseline as the list shows it.</summary>
public sealed record UseLine
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required UseStanding Standing { get; init; }

    public required IReadOnlyList<UseCondition> Conditions { get; init; }

    public required string Owner { get; init; }

    public required string Reason { get; init; }

    public required string Ticket { get; init; }

    /// <summary>Why the lint's warnings are right anyway.</summary>
    public string? Acknowledgement { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTime ProposedUtc { get; init; }

    public string? DecidedBy { get; init; }

    public DateTime? DecidedUtc { get; init; }

    public string? DecisionNote { get; init; }

    public required DateTime ReviewUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public bool SelfApproved { get; init; }

    public int Hits { get; init; }

    public DateTime? LastHitUtc { get; init; }

    /// <summary>The alert it was proposed from; null where from none.</summary>
    public Guid? FromAlert { get; init; }

    public int Version { get; init; }
}

/// <summary>What the baseline page reads.</summary>
public sealed class BaselineQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    public static readonly TimeSpan ExpiringWithin = TimeSpan.FromDays(30);
    public const int ListCap = 1_000;

    public async Task<IReadOnlyList<UseLine>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await db.ApprovedUses.AsNoTracking().OrderByDescending(u => u.ProposedUtc).Take(ListCap).ToListAsync(cancel);
        var alerts = rows.Where(u => u.FromAlertId != null).Select(u => u.FromAlertId!.Value).Distinct().ToList();
        var publicIds = await db.Alerts.Where(a => alerts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.PublicId, cancel);
        return [.. rows.Select(row => Line(row, now, publicIds)).OrderBy(line => line.Standing).ThenBy(line => line.Title, StringComparer.CurrentCultureIgnoreCase)];
    }

    internal static UseStanding StandingOf(ApprovedUseRow row, DateTime now) => row.State switch
    {
        ApprovedUseState.Proposed => UseStanding.Proposed,
        ApprovedUseState.Rejected => UseStanding.Rejected,
        ApprovedUseState.Retired => UseStanding.Retired,
        _ when row.ExpiresUtc <= now => UseStanding.Expired,
        _ when row.ExpiresUtc <= now + ExpiringWithin => UseStanding.Expiring,
        _ => UseStanding.Active,
    };

    internal static UseLine Line(ApprovedUseRow row, DateTime now, Dictionary<long, Guid>? alerts = null) => new()
    {
        Id = row.Id,
        Title = row.Title,
        Standing = StandingOf(row, now),
        Conditions = UseRecord.ReadConditions(row.ConditionsJson),
        Owner = row.Owner,
        Reason = row.Reason,
        Ticket = row.Ticket,
        Acknowledgement = row.Acknowledgement,
        ProposedBy = row.ProposedBy,
        ProposedUtc = row.ProposedUtc,
        DecidedBy = row.DecidedBy,
        DecidedUtc = row.DecidedUtc,
        DecisionNote = row.DecisionNote,
        ReviewUtc = row.ReviewUtc,
        ExpiresUtc = row.ExpiresUtc,
        SelfApproved = row.SelfApproved,
        Hits = row.Hits,
        LastHitUtc = row.LastHitUtc,
        FromAlert = row.FromAlertId is { } id && alerts is not null && alerts.TryGetValue(id, out var guid) ? guid : null,
        Version = row.Version,
    };
}
