using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage.Health.Rules;
using TriageConsole.Web.Features.Hosts;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>What is asked about telemetry.</summary>
internal sealed record HealthQuestion(DateOnly? From, DateOnly? To, IReadOnlyCollection<int>? HostIds);

/// <summary>The report of a question, for whoever has a context in hand.</summary>
internal static class HealthReader
{
    public static async Task<HealthReport> ReadAsync(TriageContext db, HealthQuestion question, DateTime nowUtc, CancellationToken cancel)
    {
        var latest = await HostTelemetry.MomentAsync(db, nowUtc, cancel);
        var to = question.To ?? (latest is { } moment ? DateOnly.FromDateTime(moment) : null);
        var hosts = await HealthRollUps.Narrow(db.Hosts.AsNoTracking(), question.HostIds).OrderBy(h => h.NameKey).ToListAsync(cancel);
        if (latest is null || to is null)
        {
            return new()
            {
                From = question.From,
                To = question.To,
                Hosts = [.. hosts.Select(Unseen)],
                Trend = [],
            };
        }

        // An event of the period's last moment is of the period.
        var end = to.Value.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc);
        var at = latest.Value < end ? latest.Value : end;
        var rollUps = new HealthRollUps(db, question with { To = to }, at);
        var sums = await rollUps.SumsAsync(null, cancel);
        var counts = sums.Hosts();
        var hours = await rollUps.HoursAsync(cancel);
        var clocks = await rollUps.ClocksAsync(cancel);
        var gaps = await rollUps.GapsAsync(cancel);
        var days = await HostTelemetry.QuietDaysAsync(db, hosts, at, cancel);
        return new()
        {
            From = question.From,
            To = to,
            AtUtc = at,
            Hosts = [.. hosts.Select(host => Of(host, counts.GetValueOrDefault(host.Id) ?? [], hours.GetValueOrDefault(host.Id), clocks.GetValueOrDefault(host.Id), [.. gaps[host.Id]], days[host.Id], rollUps, at))],
            Trend = sums.Days(),
        };
    }

    private static HostHealth Of(
        HostRow row, List<ComponentCount> counts, Dictionary<int, int>? hours, ClockFacts? clock, IReadOnlyList<LogGaps> gaps, IEnumerable<DateOnly> days, HealthRollUps rollUps, DateTime at)
    {
        if (row.FirstSeenUtc > row.LastSeenUtc)
            return Unseen(row);
        var last = counts.ToDictionary(count => count.Component, count => count.Last);
        var coverage = new HostCoverage(row.Id, row.Name, row.FirstSeenUtc, row.LastSeenUtc, counts.Where(c => c.Count > 0).ToDictionary(c => c.Component, c => c.Count));
        var host = new HostHealth
        {
            Id = row.Id,
            Name = row.Name,
            FirstSeenUtc = row.FirstSeenUtc,
            LastSeenUtc = row.LastSeenUtc,
            State = ComponentState.NotEvaluable,
            Reasons = [],
            Coverage = coverage,
            Components = [.. HostCoverage.Components.Select(component => ComponentRules.Of(coverage, component, last.GetValueOrDefault(component), gaps))],
            Gaps = gaps,
            Quiet = hours is null ? [] : QuietHours.Of(hours, rollUps.FirstQuietDay, rollUps.LastDay, at),
            Skew = clock is null ? null : SkewRules.Of(clock),
        };
        return HostRules.Judge(host, Silence(host, days, at));
    }

    private static HealthReason? Silence(HostHealth host, IEnumerable<DateOnly> days, DateTime at)
    {
        const string costs = "nothing that ran there since can be evaluated";
        var seen = host.LastSeenUtc!.Value;
        if (seen <= at && HostSilence.IsSilent(seen, days, at))
            return new($"Silent since {CoverageWords.Day(DateOnly.FromDateTime(seen))}", costs);
        if (host.Coverage.Counts.Count > 0)
            return null;
        return host.FirstSeenUtc > at ? new("Nothing was known of it in this period", costs) : new("Nothing came in this period", costs);
    }

    private static HostHealth Unseen(HostRow row)
    {
        var coverage = new HostCoverage(row.Id, row.Name, row.FirstSeenUtc, row.LastSeenUtc, new Dictionary<DataComponent, long>());
        return new()
        {
            Id = row.Id,
            Name = row.Name,
            State = ComponentState.NotEvaluable,
            Reasons = [new("No event of it is stored: only its name is known", "nothing can be evaluated")],
            Coverage = coverage,
            Components = [.. HostCoverage.Components.Select(component => ComponentRules.Of(coverage, component, null, []))],
            Gaps = [],
            Quiet = [],
        };
    }
}
