using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage.Health.Rules;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>A component of a host: what came of it in the period, and when it was last seen up to its end.</summary>
internal readonly record struct ComponentCount(DataComponent Component, long Count, DateOnly? Last);

/// <summary>The statements behind a report. Each is one for all hosts.</summary>
internal sealed class HealthRollUps(TriageContext db, HealthQuestion question, DateTime atUtc)
{
    /// <summary>Quiet hours are looked for in so many days up to the end of the period.</summary>
    public const int QuietDays = 7;

    public DateOnly LastDay { get; } = DateOnly.FromDateTime(atUtc);

    public DateOnly FirstQuietDay => question.From is { } from && from > LastDay.AddDays(1 - QuietDays) ? from : LastDay.AddDays(1 - QuietDays);

    /// <summary>The hosts that are asked for, whatever they are; where none are named, those that count.</summary>
    public static IQueryable<HostRow> Narrow(IQueryable<HostRow> hosts, IReadOnlyCollection<int>? ids) =>
        ids is null ? hosts.Counted() : hosts.Where(h => EF.Parameter(ids).Contains(h.Id));

    /// <summary>Events by host and component, and completeness by day.</summary>
    /// <param name="since">Where when a component was last seen before is of no interest: the first day to read.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<ComponentSums> SumsAsync(DateOnly? since, CancellationToken cancel)
    {
        var sums = new ComponentSums(question.From);
        await Rows.ReadAsync("HostDays", "\"Component\", \"Count\"", since, question.To!.Value, (host, day, row) => sums.Add(host, day, row.GetInt32(2), row.GetInt64(3)), cancel);
        return sums;
    }

    /// <summary>By host, then day number: the hours with events, of the days looked at and of those a habit is told from.</summary>
    public async Task<Dictionary<int, Dictionary<int, int>>> HoursAsync(CancellationToken cancel)
    {
        var byHost = new Dictionary<int, Dictionary<int, int>>();
        await Rows.ReadAsync(
            "HostHours", "\"Hours\"", FirstQuietDay.AddDays(-7 * QuietHours.Weeks), LastDay,
            (host, day, row) =>
            {
                if (!byHost.TryGetValue(host, out var days))
                    byHost.Add(host, days = []);
                days[day] = days.GetValueOrDefault(day) | row.GetInt32(2);
            },
            cancel);
        return byHost;
    }

    public async Task<Dictionary<int, ClockFacts>> ClocksAsync(CancellationToken cancel)
    {
        var allowed = (long)SkewRules.Allowed.TotalMilliseconds;
        var from = question.From ?? DateOnly.MinValue;
        var fromUtc = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

        // A clock that is years off puts its events years off: what arrived in the period counts too, whatever day it claims.
        var live = db.Imports.Where(i => i.Origin == ImportOrigin.Intake);
        var facts = await (from hour in Hours()
                           join import in live on hour.ImportId equals import.Id into imports
                           from import in imports.DefaultIfEmpty()
                           where hour.Day >= @from || import!.CreatedUtc >= fromUtc
                           group new { hour.LeadMs, hour.Day, hour.OwnMinMs, hour.OwnMaxMs, Live = import != null } by hour.HostId into g
                           select new
                           {
                               g.Key,
                               Lead = g.Max(h => h.LeadMs),
                               LeadDay = g.Max(h => h.LeadMs > allowed ? (DateOnly?)h.Day : null),
                               LiveLead = g.Max(h => h.Live ? h.LeadMs : null),
                               OwnMin = g.Min(h => h.OwnMinMs),
                               OwnMax = g.Max(h => h.OwnMaxMs),
                               LastDay = g.Max(h => h.Day),
                           }).ToListAsync(cancel);
        return facts.ToDictionary(f => f.Key, f => new ClockFacts(f.Lead, f.LeadDay, f.LiveLead, f.OwnMin, f.OwnMax, f.LastDay));
    }

    public async Task<ILookup<int, LogGaps>> GapsAsync(CancellationToken cancel)
    {
        var rows = db.RecordRanges.AsNoTracking();
        if (question.HostIds is { } ids)
            rows = rows.Where(r => EF.Parameter(ids).Contains(r.HostId));
        var ranges = await rows.Select(r => new { r.HostId, r.ChannelId, r.First, r.Last, r.FromTicks, r.ToTicks, r.Before, r.After, r.Gaps, r.Missing }).ToListAsync(cancel);
        var channelIds = ranges.Select(r => r.ChannelId).Distinct().ToList();
        var channels = await db.Texts.Where(t => EF.Parameter(channelIds).Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Value, cancel);
        DateTime? from = question.From?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var until = question.To!.Value.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return ranges.GroupBy(r => (r.HostId, r.ChannelId))
            .Select(g => (g.Key.HostId, Gaps: RecordGaps.Of(
                channels.GetValueOrDefault(g.Key.ChannelId, string.Empty),
                g.Select(r => new RecordRange(r.First, r.Last, Utc(r.FromTicks), Utc(r.ToTicks), r.Before, r.After, r.Gaps, r.Missing)), from, until)))
            .Where(log => log.Gaps is not null)
            .OrderBy(log => log.Gaps!.Channel, StringComparer.OrdinalIgnoreCase)
            .ToLookup(log => log.HostId, log => log.Gaps!);
    }

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);

    private DayRows Rows => new(db, question.HostIds);

    private IQueryable<HostHoursRow> Hours() =>
        question.HostIds is { } ids ? db.HostHours.AsNoTracking().Where(h => EF.Parameter(ids).Contains(h.HostId)) : db.HostHours.AsNoTracking();
}
