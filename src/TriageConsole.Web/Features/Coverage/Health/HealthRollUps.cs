using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;

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

    public static IQueryable<HostRow> Narrow(IQueryable<HostRow> hosts, IReadOnlyCollection<int>? ids) =>
        ids is null ? hosts : hosts.Where(h => EF.Parameter(ids).Contains(h.Id));

    public async Task<ILookup<int, ComponentCount>> CountsAsync(CancellationToken cancel)
    {
        var (from, to) = (question.From ?? DateOnly.MinValue, question.To!.Value);
        var counts = await Days().Where(d => d.Day <= to).GroupBy(d => new { d.HostId, d.Component })
            .Select(g => new { g.Key.HostId, g.Key.Component, Count = g.Sum(d => d.Day >= from ? d.Count : 0), Last = g.Max(d => d.Day) }).ToListAsync(cancel);
        return counts.ToLookup(c => c.HostId, c => new ComponentCount(c.Component, c.Count, c.Last));
    }

    public async Task<List<CompletenessDay>> TrendAsync(CancellationToken cancel)
    {
        var (from, to) = (question.From ?? DateOnly.MinValue, question.To!.Value);

        // Which source saw more of a host's processes differs by host and day: they are told apart before they are summed.
        var days = await Days().Where(d => d.Day >= from && d.Day <= to).GroupBy(d => new { d.Day, d.HostId })
            .Select(g => new
            {
                g.Key.Day,
                Sysmon = g.Sum(d => d.Component == DataComponent.ProcessCreationSysmon ? d.Count : 0),
                Security = g.Sum(d => d.Component == DataComponent.ProcessCreationSecurity ? d.Count : 0),
                CommandLine = g.Sum(d => d.Component == DataComponent.CommandLine ? d.Count : 0),
                Lineage = g.Sum(d => d.Component == DataComponent.Lineage ? d.Count : 0),
                Signature = g.Sum(d => d.Component == DataComponent.Signature ? d.Count : 0),
                ParentSignature = g.Sum(d => d.Component == DataComponent.ParentSignature ? d.Count : 0),
            })
            .GroupBy(d => d.Day)
            .Select(g => new
            {
                Day = g.Key,
                Hosts = g.Count(),
                Processes = g.Sum(d => d.Sysmon > d.Security ? d.Sysmon : d.Security),
                Records = g.Sum(d => d.Sysmon + d.Security),
                CommandLine = g.Sum(d => d.CommandLine),
                Lineage = g.Sum(d => d.Lineage),
                Signature = g.Sum(d => d.Signature),
                ParentSignature = g.Sum(d => d.ParentSignature),
            })
            .ToListAsync(cancel);
        return [.. days.OrderBy(d => d.Day).Select(d => new CompletenessDay(
            d.Day, d.Hosts, d.Processes, Share(d.CommandLine, d.Records), Share(d.Lineage, d.Processes), Share(d.Signature, d.Processes), Share(d.ParentSignature, d.Lineage)))];
    }

    /// <summary>By host, then day number: the hours with events, of the days looked at and of those a habit is told from.</summary>
    public async Task<Dictionary<int, Dictionary<int, int>>> HoursAsync(CancellationToken cancel)
    {
        var first = FirstQuietDay.AddDays(-7 * QuietHours.Weeks);
        var rows = Hours().Where(h => h.Day >= first && h.Day <= LastDay).Select(h => new { h.HostId, h.Day, h.Hours }).AsAsyncEnumerable();
        var byHost = new Dictionary<int, Dictionary<int, int>>();
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (!byHost.TryGetValue(row.HostId, out var days))
                byHost.Add(row.HostId, days = []);
            days[row.Day.DayNumber] = days.GetValueOrDefault(row.Day.DayNumber) | row.Hours;
        }

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

    private static double? Share(long some, long all) => all <= 0 ? null : Math.Clamp((double)some / all, 0, 1);

    private IQueryable<HostDayRow> Days() =>
        question.HostIds is { } ids ? db.HostDays.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.HostId)) : db.HostDays.AsNoTracking();

    private IQueryable<HostHoursRow> Hours() =>
        question.HostIds is { } ids ? db.HostHours.AsNoTracking().Where(h => EF.Parameter(ids).Contains(h.HostId)) : db.HostHours.AsNoTracking();
}
