using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;

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
        var week = Of(host, days.Where(d => d.Day >= recent));
        var seenOn = days.ConvertAll(d => d.Day);
        return new HostTelemetryView
        {
            AtUtc = at,
            Health = HostHealthWords.Of(week, HostSilence.IsSilent(host.LastSeenUtc, seenOn, at)),
            AllowedQuiet = HostSilence.Allowed(seenOn),
            Week = week,
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
