using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Baseline.Groups;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>An <see cref="AlertFilter"/> as a database query: which alerts, in which order, from where on.</summary>
internal static class AlertMatching
{
    /// <summary>The matching alerts; the hosts of the filter's host group are looked up where it names one.</summary>
    public static async Task<IQueryable<AlertRow>> MatchingAsync(this TriageContext db, AlertFilter filter, string me, SlaClock clock, CancellationToken cancel) =>
        db.Matching(filter, me, clock, await GroupHosts.OfAsync(db, filter.Group, cancel));

    private static IQueryable<AlertRow> Matching(this TriageContext db, AlertFilter filter, string me, SlaClock clock, IReadOnlyList<int>? hosts)
    {
        var alerts = db.Counted(filter.Host is { } host ? db.OfHost(host.ToLowerInvariant()) : db.Alerts.AsNoTracking(), filter);
        if (hosts is not null)
            alerts = alerts.Where(a => EF.Parameter(hosts).Contains(a.HostId));
        if (!filter.Statuses.IsAll)
        {
            var statuses = filter.Statuses.Values;
            alerts = statuses is [var one] ? alerts.Where(a => a.Status == one) : alerts.Where(a => statuses.Contains(a.Status));
        }

        if (!filter.Levels.IsAll)
        {
            var levels = filter.Levels.Values;
            alerts = alerts.Where(a => levels.Contains(a.Level));
        }

        if (filter.From is { } from)
        {
            var start = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            alerts = alerts.Where(a => a.FirstUtc >= start);
        }

        // The day after the last one there is does not exist: that day ends nothing.
        if (filter.Until is { } until && until < DateOnly.MaxValue)
        {
            var end = until.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            alerts = alerts.Where(a => a.FirstUtc < end);
        }

        if (filter.Technique is { } technique)
        {
            var subs = technique + ".";
            alerts = alerts.Where(a => a.Technique == technique || a.Technique.StartsWith(subs));
        }

        if (filter.Sla is { } sla)
            alerts = alerts.Where(sla, clock);
        if (filter.Pattern is { } pattern)
            alerts = alerts.Where(a => a.Fingerprint == pattern);
        if (filter.Use is { } use)
            alerts = alerts.Where(a => a.ApprovedUseId == use);
        if (filter.Drift is { } drift)
            alerts = alerts.Where(a => a.DriftUseId == drift);
        if (filter.User is { } user)
            alerts = db.WhereUser(alerts, Escaped(user));
        if (filter.Text is { } text)
            alerts = db.WhereText(alerts, $"%{Escaped(text)}%");
        return filter.Assignee switch
        {
            null => alerts,
            AlertFilter.Nobody => alerts.Where(a => a.Assignee == null),
            AlertFilter.Me => alerts.Where(a => a.Assignee == me),
            { } name => alerts.Where(a => a.Assignee == name),
        };
    }

    public static IQueryable<AlertRow> InOrder(this IQueryable<AlertRow> alerts, AlertSort sort, SlaClock clock) => sort switch
    {
        AlertSort.Due => alerts.OrderBy(SlaMatching.DueKey(clock)).ThenBy(a => a.Id),
        AlertSort.Oldest => alerts.OrderBy(a => a.CreatedUtc).ThenBy(a => a.Id),
        AlertSort.Newest => alerts.OrderByDescending(a => a.CreatedUtc).ThenByDescending(a => a.Id),
        AlertSort.Score => alerts.OrderByDescending(a => a.Score).ThenBy(a => a.Id),
        AlertSort.Completeness => alerts.OrderBy(a => a.Completeness).ThenBy(a => a.Id),
        AlertSort.Host => alerts.OrderBy(a => a.Host!.NameKey).ThenBy(a => a.Id),
        _ => alerts.OrderByDescending(a => a.Level).ThenBy(a => a.CreatedUtc).ThenBy(a => a.Id),
    };

    public static IQueryable<AlertRow> Behind(this IQueryable<AlertRow> alerts, AlertQueueRow row, AlertSort sort)
    {
        var (id, created, level, score, completeness, host) =
            (row.Id, row.CreatedUtc, row.Level, row.Score, row.Completeness, row.HostKey);
        return sort switch
        {
            AlertSort.Oldest => alerts.Where(a => a.CreatedUtc > created || (a.CreatedUtc == created && a.Id > id)),
            AlertSort.Newest => alerts.Where(a => a.CreatedUtc < created || (a.CreatedUtc == created && a.Id < id)),
            AlertSort.Score => alerts.Where(a => a.Score < score || (a.Score == score && a.Id > id)),
            AlertSort.Completeness => alerts.Where(a => a.Completeness > completeness || (a.Completeness == completeness && a.Id > id)),
#pragma warning disable CA1309 // Translated to SQL, where the database's own order counts: the one that InOrder goes by.
            AlertSort.Host => alerts.Where(a =>
                string.Compare(a.Host!.NameKey, host) > 0 || (a.Host!.NameKey == host && a.Id > id)),
#pragma warning restore CA1309
            _ => alerts.Where(a => a.Level < level
                || (a.Level == level && (a.CreatedUtc > created || (a.CreatedUtc == created && a.Id > id)))),
        };
    }

    // A host has few of all alerts. SQLite would still walk all of a status in their order; it can be told.
    private static IQueryable<AlertRow> OfHost(this TriageContext db, string key) => db.Database.IsNpgsql()
        ? db.Alerts.AsNoTracking().Where(a => a.Host!.NameKey == key)
        : db.Alerts.FromSqlRaw("SELECT * FROM \"Alerts\" INDEXED BY \"IX_Alerts_HostId_LastUtc\" WHERE \"HostId\" IN (SELECT \"Id\" FROM \"Hosts\" WHERE \"NameKey\" = {0})", key).AsNoTracking();

    // LIKE is case-blind on SQLite and not on PostgreSQL, which has ILIKE for it.
    private static IQueryable<AlertRow> WhereText(this TriageContext db, IQueryable<AlertRow> alerts, string like) =>
        db.Database.IsNpgsql()
            ? alerts.Where(a => EF.Functions.ILike(a.Chain, like, "\\") || EF.Functions.ILike(a.Summary, like, "\\")
                || EF.Functions.ILike(a.Host!.Name, like, "\\") || EF.Functions.ILike(a.User!, like, "\\"))
            : alerts.Where(a => EF.Functions.Like(a.Chain, like, "\\") || EF.Functions.Like(a.Summary, like, "\\")
                || EF.Functions.Like(a.Host!.Name, like, "\\") || EF.Functions.Like(a.User!, like, "\\"));

    private static IQueryable<AlertRow> WhereUser(this TriageContext db, IQueryable<AlertRow> alerts, string like) =>
        db.Database.IsNpgsql()
            ? alerts.Where(a => EF.Functions.ILike(a.User!, like, "\\"))
            : alerts.Where(a => EF.Functions.Like(a.User!, like, "\\"));

    private static string Escaped(string text) =>
        StorableText.Clean(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
