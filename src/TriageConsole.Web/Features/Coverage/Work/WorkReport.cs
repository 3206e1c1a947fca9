using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Coverage.Period;

namespace TriageConsole.Web.Features.Coverage.Work;

/// <summary>Alerts of one level that began on one of the viewer's days.</summary>
public sealed record DayLevelCount(DateOnly Day, Severity Level, int Count);

/// <summary>How many alerts stand in one way.</summary>
public sealed record OutcomeCount(OutcomeWord Outcome, int Count);

/// <summary>How long alerts of one level took, against how long they may.</summary>
public sealed record LevelTimes(Severity Level, Spread Triage, Spread Escalation, TimeSpan? Allowed, int InTime);

/// <summary>Undecided alerts of one level in one span of age.</summary>
public sealed record Backlog(int Age, Severity Level, int Count);

/// <summary>What one person did with the alerts of the period, and still has.</summary>
public sealed record Workload(string Person, int Closed, int Allowed, int Escalated, int Waiting)
{
    public int Decided => Closed + Allowed + Escalated;
}

/// <summary>What people made of the alerts of a period. A value, told from the alerts alone.</summary>
public sealed record WorkReport
{
    /// <summary>An alert below this completeness, in percent, is materially weakened.</summary>
    public const int WeakenedBelow = 50;

    public required IReadOnlyList<DayLevelCount> ByDay { get; init; }

    public required IReadOnlyList<OutcomeCount> Outcomes { get; init; }

    /// <summary>Worst level first; every level.</summary>
    public required IReadOnlyList<LevelTimes> Times { get; init; }

    public required IReadOnlyList<Backlog> Backlog { get; init; }

    /// <summary>Whoever decided most comes first.</summary>
    public required IReadOnlyList<Workload> People { get; init; }

    /// <summary>All levels together.</summary>
    public required Spread Triage { get; init; }

    public required Spread Escalation { get; init; }

    public required int Alerts { get; init; }

    /// <summary>Alerts with less than half of the evidence that the analytic needs.</summary>
    public required int Weakened { get; init; }

    public int Open => Count(OutcomeWord.Open);

    /// <summary>Of the alerts that were first decided and have a limit: those in time.</summary>
    public (int InTime, int Limited) InTime => Times.Where(t => t.Allowed is not null).Aggregate((0, 0), (sum, t) => (sum.Item1 + t.InTime, sum.Item2 + t.Triage.Count));

    /// <summary>The moment that ages are told at, to the second, so that addresses can name it.</summary>
    public required DateTime AtUtc { get; init; }

    public int Count(OutcomeWord outcome) => Outcomes.FirstOrDefault(o => o.Outcome == outcome)?.Count ?? 0;

    public static WorkReport Of(IReadOnlyList<AlertFact> alerts, IReadOnlyDictionary<long, DateTime> escalated, CoverageSpan span, SlaClock clock)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(escalated);
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(clock);
        var at = clock.UtcNow.AddTicks(-(clock.UtcNow.Ticks % TimeSpan.TicksPerSecond));
        return new()
        {
            ByDay = [.. ByHour(alerts).GroupBy(hour => (Day: span.DayOf(hour.Hour), hour.Level))
                .Select(g => new DayLevelCount(g.Key.Day, g.Key.Level, g.Sum(hour => hour.Count))).OrderBy(d => d.Day).ThenBy(d => d.Level)],
            Outcomes = [.. alerts.GroupBy(OutcomeOf).Select(g => new OutcomeCount(g.Key, g.Count())).OrderBy(o => o.Outcome)],
            Times = [.. Enum.GetValues<Severity>().Reverse().Select(level => TimesOf(level, [.. alerts.Where(a => a.Level == level)], escalated, clock.Times))],
            Backlog = [.. alerts.Where(a => a.Status == AlertStatus.Open).GroupBy(a => (Age: BacklogAge.Of(at - a.CreatedUtc), a.Level))
                .Select(g => new Backlog(g.Key.Age, g.Key.Level, g.Count())).OrderBy(b => b.Age).ThenBy(b => b.Level)],
            People = PeopleOf(alerts),
            Triage = Spread.Of(alerts.Select(a => a.Triage).OfType<TimeSpan>()),
            Escalation = Spread.Of(alerts.Where(a => escalated.ContainsKey(a.Id)).Select(a => escalated[a.Id] - a.CreatedUtc)),
            Alerts = alerts.Count,
            Weakened = alerts.Count(a => a.Completeness < WeakenedBelow),
            AtUtc = at,
        };
    }

    /// <summary>How an alert stands, in one word.</summary>
    public static OutcomeWord OutcomeOf(AlertFact alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return (alert.Status, alert.Outcome) switch
        {
            (AlertStatus.Closed, AlertOutcome.TruePositive) => OutcomeWord.TruePositive,
            (AlertStatus.Closed, AlertOutcome.BenignPositive) => OutcomeWord.BenignPositive,
            (AlertStatus.Closed, AlertOutcome.FalsePositive) => OutcomeWord.FalsePositive,
            (AlertStatus.Closed, _) => OutcomeWord.Undetermined,
            (AlertStatus.Escalated, _) => OutcomeWord.Escalated,
            (AlertStatus.Allowed, _) => OutcomeWord.Allowed,
            (AlertStatus.AllowedPending, _) => OutcomeWord.AllowedPending,
            (AlertStatus.Covered, _) => OutcomeWord.Covered,
            _ => OutcomeWord.Open,
        };
    }

    // Zones begin their days at full quarters of an hour: asking the zone once for each of those is enough, and cheap.
    private static IEnumerable<(DateTime Hour, Severity Level, int Count)> ByHour(IReadOnlyList<AlertFact> alerts) =>
        alerts.GroupBy(a => (Quarter: a.FirstUtc.AddTicks(-(a.FirstUtc.Ticks % (15 * TimeSpan.TicksPerMinute))), a.Level)).Select(g => (g.Key.Quarter, g.Key.Level, g.Count()));

    private static LevelTimes TimesOf(Severity level, List<AlertFact> alerts, IReadOnlyDictionary<long, DateTime> escalated, SlaTimes limits)
    {
        var allowed = limits.Of(level);
        var triage = alerts.Select(a => a.Triage).OfType<TimeSpan>().ToList();
        return new(
            level, Spread.Of(triage), Spread.Of(alerts.Where(a => escalated.ContainsKey(a.Id)).Select(a => escalated[a.Id] - a.CreatedUtc)),
            allowed, allowed is null ? 0 : triage.Count(time => time <= allowed));
    }

    private static List<Workload> PeopleOf(IReadOnlyList<AlertFact> alerts)
    {
        var decided = alerts.Where(a => a.DecidedBy is not null).ToLookup(a => a.DecidedBy!, StringComparer.Ordinal);
        var waiting = alerts.Where(a => a.Assignee is not null && a.Status == AlertStatus.Open).ToLookup(a => a.Assignee!, StringComparer.Ordinal);
        return
        [
            .. decided.Select(g => g.Key).Union(waiting.Select(g => g.Key), StringComparer.Ordinal).Select(person => new Workload(
                person,
                decided[person].Count(a => a.Status == AlertStatus.Closed),
                decided[person].Count(a => a.Status is AlertStatus.Allowed or AlertStatus.AllowedPending),
                decided[person].Count(a => a.Status == AlertStatus.Escalated),
                waiting[person].Count()))
                .Where(work => work.Decided + work.Waiting > 0)
                .OrderByDescending(work => work.Decided).ThenByDescending(work => work.Waiting).ThenBy(work => work.Person, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
