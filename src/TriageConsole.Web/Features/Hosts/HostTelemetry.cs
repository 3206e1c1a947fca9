using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Health;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>How one host's telemetry stands.</summary>
public sealed record HostState(HostCoverage Week, ComponentState Health);

/// <summary>Reads how hosts' telemetry stands from the roll-ups, never from the events.</summary>
internal static class HostTelemetry
{
    /// <summary>Health is told from so many days.</summary>
    public const int RecentDays = 7;

    /// <summary>
    /// The moment that health is told at: the last event of any host, since imported recordings can be years old; the
    /// present where a host's clock is ahead. Null without any event.
    /// </summary>
    public static async Task<DateTime?> MomentAsync(TriageContext db, DateTime nowUtc, CancellationToken cancel)
    {
        var latest = await db.Hosts.Counted().MaxAsync(h => (DateTime?)h.LastSeenUtc, cancel);
        return latest is null || latest <= DateTime.UnixEpoch ? null : latest < nowUtc ? latest : nowUtc;
    }

    public static DateOnly FirstDay(DateTime atUtc, int days) => DateOnly.FromDateTime(atUtc).AddDays(1 - days);

    /// <summary>The states of some hosts: a handful of statements, however many they are.</summary>
    public static async Task<IReadOnlyDictionary<int, HostState>> ReadAsync(TriageContext db, IReadOnlyList<HostRow> hosts, DateTime atUtc, CancellationToken cancel)
    {
        var report = await HealthReader.ReadAsync(db, new(FirstDay(atUtc, RecentDays), DateOnly.FromDateTime(atUtc), [.. hosts.Select(h => h.Id)]), atUtc, cancel);
        return report.Hosts.ToDictionary(h => h.Id, h => new HostState(h.Coverage, h.State));
    }

    // Only whoever has been quiet for a day has to show a habit.
    public static async Task<ILookup<int, DateOnly>> QuietDaysAsync(TriageContext db, IEnumerable<HostRow> hosts, DateTime atUtc, CancellationToken cancel)
    {
        var first = FirstDay(atUtc, HostSilence.HabitDays);
        var quiet = hosts.Where(h => atUtc - h.LastSeenUtc > HostSilence.Least && DateOnly.FromDateTime(h.LastSeenUtc) >= first).Select(h => h.Id).ToList();
        if (quiet.Count == 0)
            return Array.Empty<DateOnly>().ToLookup(_ => 0);
        var days = await db.HostDays.Where(d => EF.Parameter(quiet).Contains(d.HostId) && d.Day >= first)
            .Select(d => new { d.HostId, d.Day }).Distinct().ToListAsync(cancel);
        return days.ToLookup(d => d.HostId, d => d.Day);
    }
}
