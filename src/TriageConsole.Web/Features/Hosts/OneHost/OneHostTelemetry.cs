using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Health;

namespace TriageConsole.Web.Features.Hosts.OneHost;

/// <summary>Reads one host's roll-ups, day by day.</summary>
internal static class OneHostTelemetry
{
    public static async Task<HostTelemetryView> ReadAsync(TriageContext db, HostRow host, DateTime nowUtc, CancellationToken cancel)
    {
        var at = await HostTelemetry.MomentAsync(db, nowUtc, cancel) ?? nowUtc;
        var first = HostTelemetry.FirstDay(at, HostSilence.HabitDays);
        var recent = HostTelemetry.FirstDay(at, HostTelemetry.RecentDays);
        var mine = db.HostDays.Where(d => d.HostId == host.Id);
        var rows = await mine.Where(d => d.Day >= first).GroupBy(d => new { d.Day, d.Component })
            .Select(g => new { g.Key.Day, g.Key.Component, Count = g.Sum(d => d.Count) }).ToListAsync(cancel);
        var lastDays = await mine.GroupBy(d => d.Component).Select(g => new { g.Key, Day = g.Max(d => d.Day) }).ToDictionaryAsync(g => g.Key, g => g.Day, cancel);
        var days = rows.Select(r => (r.Day, r.Component, r.Count)).ToList();
        var (last, ids) = (DateOnly.FromDateTime(at), (int[])[host.Id]);
        var week = (await HealthReader.ReadAsync(db, new(recent, last, ids), nowUtc, cancel)).Hosts[0];
        var month = (await HealthReader.ReadAsync(db, new(first, last, ids), nowUtc, cancel)).Hosts[0];
        var seenOn = days.ConvertAll(d => d.Day);
        return new HostTelemetryView
        {
            AtUtc = at,
            Health = week.State,
            AllowedQuiet = HostSilence.Allowed(seenOn),
            Week = week.Coverage,
            Gaps = month.Gaps,
            Quiet = week.Quiet,
            Skew = month.Skew,
            Month = Of(host, days),
            FirstDay = first,
            Components = [.. HostCoverage.Components.Select(c => new ComponentDays(
                c, lastDays.TryGetValue(c, out var last) ? last : null, CountsOf(days.Where(d => d.Component == c), first)))],
        };
    }

    private static HostCoverage Of(HostRow host, IEnumerable<(DateOnly Day, DataComponent Component, long Count)> days) => new(
        host.Id, host.Name, host.FirstSeenUtc, host.LastSeenUtc, days.GroupBy(d => d.Component).ToDictionary(g => g.Key, g => g.Sum(d => d.Count)));

    // A host whose clock is ahead has days behind the last one; they are in the counts and have no place in the row.
    private static long[] CountsOf(IEnumerable<(DateOnly Day, DataComponent Component, long Count)> days, DateOnly first)
    {
        var counts = new long[HostSilence.HabitDays];
        foreach (var (day, _, count) in days.Where(d => d.Day < first.AddDays(HostSilence.HabitDays)))
            counts[day.DayNumber - first.DayNumber] += count;
        return counts;
    }
}
