using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>All that the queue reads.</summary>
public sealed class AlertQueueQueries(IDbContextFactory<TriageContext> contexts, SlaQueries sla)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 100;

    /// <summary>Patterns shown at most; more than that is a queue to be narrowed, not read.</summary>
    public const int MostPatterns = 500;

    /// <summary>The page behind a row; the first page without one.</summary>
    public async Task<AlertQueuePage> PageAsync(AlertFilter filter, string me, AlertQueueRow? after, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var clock = await sla.ClockAsync(filter, cancel);
        var matching = await db.MatchingAsync(filter, me, clock, cancel);
        if (after is not null && filter.Sort != AlertSort.Due)
            matching = matching.Behind(after, filter.Sort);
        var rows = filter.Sort == AlertSort.Due ? await DueAsync(matching, filter, after, clock, cancel)
            : filter.Text is null && filter.Statuses.Values.Count == 1 ? await Rows(matching.InOrder(filter.Sort, clock)).Take(PageSize + 1).ToListAsync(cancel)
            : await FoundAsync(db, matching, filter, clock, cancel);
        return rows.Count > PageSize ? new(rows[..PageSize], true) : new(rows, false);
    }

    // An index knows the order of each status, and words are looked for in one that holds them: each status gives its first, and the
    // first of all are among them. Asked for all columns at once, SQLite would read every alert for either.
    private static async Task<List<AlertQueueRow>> FoundAsync(TriageContext db, IQueryable<AlertRow> matching, AlertFilter filter, SlaClock clock, CancellationToken cancel)
    {
        var first = filter.Statuses.Values.Select(status => matching.Where(a => a.Status == status).InOrder(filter.Sort, clock).Select(a => a.Id).Take(PageSize + 1));
        var ids = await first.Aggregate(Queryable.Concat).ToListAsync(cancel);
        return await Rows(db.Alerts.Where(a => ids.Contains(a.Id)).InOrder(filter.Sort, clock)).Take(PageSize + 1).ToListAsync(cancel);
    }

    /// <summary>How many alerts match, capped.</summary>
    public async Task<CappedCount> CountAsync(AlertFilter filter, string me, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var clock = await sla.ClockAsync(filter, cancel);
        return CappedCount.Of(await (await db.MatchingAsync(filter, me, clock, cancel)).Take(CappedCount.Cap + 1).CountAsync(cancel));
    }

    /// <summary>The same rows as they stand now; those that are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<long, AlertQueueRow>> AgainAsync(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = new Dictionary<long, AlertQueueRow>(ids.Count);
        foreach (var some in ids.Chunk(500))
        {
            await foreach (var row in Rows(db.Alerts.Where(a => some.Contains(a.Id))).AsAsyncEnumerable().WithCancellation(cancel))
                rows[row.Id] = row;
        }

        return rows;
    }

    /// <summary>How many matching alerts were raised after a given one.</summary>
    public async Task<CappedCount> ArrivedSinceAsync(AlertFilter filter, string me, long lastId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var clock = await sla.ClockAsync(filter, cancel);
        return CappedCount.Of(await (await db.MatchingAsync(filter, me, clock, cancel)).Where(a => a.Id > lastId).Take(CappedCount.Cap + 1).CountAsync(cancel));
    }

    /// <summary>The highest id given so far; 0 without alerts.</summary>
    public async Task<long> LastIdAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Alerts.MaxAsync(a => (long?)a.Id, cancel) ?? 0;
    }

    /// <summary>The matching alerts by pattern, worst first.</summary>
    public async Task<AlertPatternPage> PatternsAsync(AlertFilter filter, string me, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var groups = await (await db.MatchingAsync(filter, me, await sla.ClockAsync(filter, cancel), cancel))
            .GroupBy(a => a.Fingerprint)
            .Select(g => new
            {
                Fingerprint = g.Key,
                Alerts = g.Count(),
                Hosts = g.Select(a => a.HostId).Distinct().Count(),
                Level = g.Max(a => a.Level),
                Score = g.Max(a => a.Score),
                Completeness = g.Min(a => a.Completeness),
                FirstUtc = g.Min(a => a.FirstUtc),
                LastUtc = g.Max(a => a.LastUtc),
                OldestUtc = g.Min(a => a.CreatedUtc),
                SampleId = g.Min(a => a.Id),
            })
            .OrderByDescending(g => g.Level).ThenByDescending(g => g.Alerts).ThenBy(g => g.SampleId)
            .Take(MostPatterns + 1)
            .ToListAsync(cancel);
        var shown = groups.Take(MostPatterns).ToList();
        var sampleIds = shown.ConvertAll(g => g.SampleId);
        var samples = await db.Alerts.Where(a => sampleIds.Contains(a.Id))
            .Select(a => new { a.Id, a.Chain, a.Technique })
            .ToDictionaryAsync(a => a.Id, cancel);

        // A sample can be gone between the two statements; its pattern is then left to the next look.
        var patterns = shown.Where(g => samples.ContainsKey(g.SampleId)).Select(g => new AlertPattern
        {
            Fingerprint = g.Fingerprint,
            Alerts = g.Alerts,
            Hosts = g.Hosts,
            Level = g.Level,
            Score = g.Score,
            Completeness = g.Completeness,
            FirstUtc = g.FirstUtc,
            LastUtc = g.LastUtc,
            OldestUtc = g.OldestUtc,
            Chain = samples[g.SampleId].Chain,
            Technique = samples[g.SampleId].Technique,
        });
        return new([.. patterns], groups.Count > MostPatterns);
    }

    // Of one level, what was raised first is due first, and an index knows that order: each level gives its first, and the first
    // of all are among them. What is decided is never due: each status gives its first raised. Reckoning for every alert when it
    // is due would read them all.
    private static async Task<List<AlertQueueRow>> DueAsync(
        IQueryable<AlertRow> matching, AlertFilter filter, AlertQueueRow? after, SlaClock clock, CancellationToken cancel)
    {
        var behind = after is null ? DateTime.MinValue : after.DueKey == default ? clock.DueOf(after) : after.DueKey;
        List<(IQueryable<AlertRow> Alerts, TimeSpan Allowed)> kinds = [];
        if (filter.Statuses.Contains(AlertStatus.Open))
        {
            var open = matching.Where(a => a.Status == AlertStatus.Open);
            kinds.AddRange(filter.Levels.Values.Select(level => (open.Where(a => a.Level == level && a.FirstDecidedUtc == null), clock.AllowedFor(level))));
            kinds.Add((open.Where(a => a.FirstDecidedUtc != null), SlaClock.Never));
        }

        kinds.AddRange(filter.Statuses.Values.Where(status => status != AlertStatus.Open).Select(status => (matching.Where(a => a.Status == status), SlaClock.Never)));
        var rows = new List<AlertQueueRow>();
        foreach (var (alerts, allowed) in kinds)
            rows.AddRange(await FirstRaisedAsync(alerts, behind, after?.Id, allowed, cancel));
        return [.. rows.Select(row => row with { DueKey = clock.DueOf(row) }).OrderBy(row => row.DueKey).ThenBy(row => row.Id).Take(PageSize + 1)];
    }

    private static async Task<List<AlertQueueRow>> FirstRaisedAsync(IQueryable<AlertRow> alerts, DateTime behind, long? id, TimeSpan allowed, CancellationToken cancel)
    {
        if (id is { } last && behind - DateTime.MinValue > allowed)
        {
            var raised = behind - allowed;
            alerts = alerts.Where(a => a.CreatedUtc > raised || (a.CreatedUtc == raised && a.Id > last));
        }

        return await Rows(alerts.OrderBy(a => a.CreatedUtc).ThenBy(a => a.Id)).Take(PageSize + 1).ToListAsync(cancel);
    }

    internal static IQueryable<AlertQueueRow> Rows(IQueryable<AlertRow> alerts) => alerts.Select(a => new AlertQueueRow
    {
        Id = a.Id,
        PublicId = a.PublicId,
        Level = a.Level,
        Score = a.Score,
        Completeness = a.Completeness,
        Chain = a.Chain,
        Summary = a.Summary,
        Host = a.Host!.Name,
        HostKey = a.Host.NameKey,
        User = a.User,
        Technique = a.Technique,
        FirstUtc = a.FirstUtc,
        CreatedUtc = a.CreatedUtc,
        FirstDecidedUtc = a.FirstDecidedUtc,
        Assignee = a.Assignee,
        Status = a.Status,
        Outcome = a.Outcome,
        Fingerprint = a.Fingerprint,
        ExerciseId = a.ExerciseId,
        IsBlind = a.IsBlind,
        Version = a.Version,
    });
}
