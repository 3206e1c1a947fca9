using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;

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

    /// <summary>Alerts that drifted from it and that nobody decided.</summary>
    public int Drifts { get; init; }

    /// <summary>The alert it was proposed from; null where from none.</summary>
    public Guid? FromAlert { get; init; }

    /// <summary>Proposed from an alert of an exercise: it goes with it and counts in nothing.</summary>
    public bool IsExercise { get; init; }

    public int Version { get; init; }

    /// <summary>What should be looked at.</summary>
    public IReadOnlyList<UseAttention> Attentions { get; init; } = [];

    /// <summary>The new version that waits for approval; null where none does.</summary>
    public UseContent? Renewal { get; init; }

    public string? RenewalBy { get; init; }

    public DateTime? RenewalUtc { get; init; }
}

/// <summary>One version of an entry with what it changed.</summary>
public sealed record UseVersionLine(int Number, UseChange Change, string By, DateTime AtUtc, string? Note, IReadOnlyList<string> Differences)
{
    /// <summary>Approved by whoever proposed it, for want of another admin.</summary>
    public bool IsSelf { get; init; }
}

/// <summary>One entry with its history, latest first, and how many alerts it covers now.</summary>
public sealed record UseDetail(UseLine Line, UseContent Content, IReadOnlyList<UseVersionLine> Versions, int Covered);

/// <summary>What the baseline page reads.</summary>
public sealed class BaselineQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    public static readonly TimeSpan ExpiringWithin = TimeSpan.FromDays(30);

    /// <summary>What covered nothing for so long is proposed for retirement.</summary>
    public static readonly TimeSpan UnusedAfter = TimeSpan.FromDays(90);

    public const int ListCap = 1_000;
    private const int MostVersions = 200;

    public async Task<IReadOnlyList<UseLine>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await db.ApprovedUses.AsNoTracking().OrderByDescending(u => u.ProposedUtc).Take(ListCap).ToListAsync(cancel);
        var alerts = rows.Where(u => u.FromAlertId != null).Select(u => u.FromAlertId!.Value).Distinct().ToList();
        var publicIds = await db.Alerts.Where(a => alerts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.PublicId, cancel);
        var gone = await OwnersGoneAsync(db, rows, cancel);
        var drifts = await DriftsAsync(db, cancel);
        return [.. rows.Select(row => Line(row, now, publicIds, gone, drifts)).OrderBy(line => line.Standing).ThenBy(line => line.Title, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>One entry; null where there is none.</summary>
    public async Task<UseDetail?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.ApprovedUses.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancel) is not { } row)
            return null;
        var alerts = await db.Alerts.Where(a => a.Id == row.FromAlertId).ToDictionaryAsync(a => a.Id, a => a.PublicId, cancel);
        var versions = await db.ApprovedUseVersions.AsNoTracking().Where(v => v.UseId == id).OrderByDescending(v => v.Number).Take(MostVersions + 1).ToListAsync(cancel);
        var contents = versions.ConvertAll(version => UseRecord.ReadContent(version.ContentJson)!);
        var covered = await db.Alerts.Counted().CountAsync(a => a.ApprovedUseId == id && a.Status == AlertStatus.Covered, cancel);
        return new(
            Line(row, time.GetUtcNow().UtcDateTime, alerts, await OwnersGoneAsync(db, [row], cancel), await DriftsAsync(db, cancel)),
            UseContent.Of(row),
            [
                .. versions.Take(MostVersions).Select((version, at) => new UseVersionLine(
                    version.Number, version.Change, version.By, version.AtUtc, version.Note,
                    at + 1 < contents.Count ? UseDiff.Of(contents[at + 1], contents[at]) : []) { IsSelf = IsSelf(versions, at) }),
            ],
            covered);
    }

    // What an approval approves is the proposal before it.
    private static bool IsSelf(List<UseVersionRow> versions, int at) =>
        versions[at].Change is UseChange.Approved or UseChange.RenewalApproved
        && versions.Skip(at + 1).FirstOrDefault(version => version.Change is UseChange.Proposed or UseChange.Revised or UseChange.RenewalProposed) is { } proposed
        && Comparers.UserName.Equals(proposed.By, versions[at].By);

    // Owners who were people of this console and are disabled or deleted. SQLite cannot compare the column; owners are few.
    internal static async Task<HashSet<long>> OwnersGoneAsync(TriageContext db, IReadOnlyList<ApprovedUseRow> rows, CancellationToken cancel)
    {
        var owners = rows.Select(row => row.OwnerUserId).OfType<long>().ToHashSet();
        if (owners.Count == 0)
            return [];
        var there = (await db.Users.AsNoTracking().Where(user => owners.Contains(user.Id)).ToListAsync(cancel)).Where(user => !UserAccounts.IsDisabled(user)).Select(user => user.Id);
        owners.ExceptWith(there);
        return owners;
    }

    // Few alerts drift, and the index on them holds no others.
    internal static Task<Dictionary<Guid, int>> DriftsAsync(TriageContext db, CancellationToken cancel) =>
        db.Alerts.Counted().Where(a => a.DriftUseId != null && a.Status == AlertStatus.Open)
            .GroupBy(a => a.DriftUseId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);

    private static IEnumerable<UseAttention> Attentions(ApprovedUseRow row, DateTime now, HashSet<long> ownersGone, int drifts)
    {
        var standing = StandingOf(row, now);
        var isInForce = standing is UseStanding.Active or UseStanding.Expiring;
        var approved = row.DecidedUtc ?? row.ProposedUtc;
        if (isInForce && (row.LastHitUtc > approved ? row.LastHitUtc.Value : approved) <= now - UnusedAfter)
            yield return UseAttention.Unused;
        if (row.OwnerUserId is { } owner && ownersGone.Contains(owner) && standing is not (UseStanding.Rejected or UseStanding.Retired))
            yield return UseAttention.Ownerless;
        if (isInForce && row.SelfApproved)
            yield return UseAttention.SelfApproved;
        if (row.RenewalJson is not null)
            yield return UseAttention.Renewal;
        if (isInForce && row.ReviewUtc <= now)
            yield return UseAttention.ReviewDue;
        if (isInForce && drifts > 0)
            yield return UseAttention.Drift;
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

    internal static UseLine Line(ApprovedUseRow row, DateTime now, Dictionary<long, Guid> alerts, HashSet<long> ownersGone, Dictionary<Guid, int> drifts) => new()
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
        FromAlert = row.FromAlertId is { } id && alerts.TryGetValue(id, out var guid) ? guid : null,
        IsExercise = row.ExerciseId is not null,
        Version = row.Version,
        Drifts = drifts.GetValueOrDefault(row.Id),
        Attentions = [.. Attentions(row, now, ownersGone, drifts.GetValueOrDefault(row.Id))],
        Renewal = UseRecord.ReadContent(row.RenewalJson),
        RenewalBy = row.RenewalBy,
        RenewalUtc = row.RenewalUtc,
    };
}
