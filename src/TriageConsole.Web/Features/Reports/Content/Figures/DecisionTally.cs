using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Work;

namespace TriageConsole.Web.Features.Reports.Content.Figures;

/// <summary>Counts alerts as they stream by: a period may have more than one wants to hold.</summary>
internal sealed class DecisionTally(ReportScope scope, SlaTimes times)
{
    private readonly Dictionary<(DateOnly Day, Severity Level), int> _byDay = [];
    private readonly Dictionary<OutcomeWord, int> _outcomes = [];
    private readonly Dictionary<Guid, int> _byUse = [];
    private readonly Dictionary<Severity, Level> _levels = [];
    private readonly List<AlertFact> _facts = [];
    private int _alerts;
    private int _weakened;

    public static async Task<DecisionFigures> ReadAsync(ReportScope scope, SlaTimes times, CancellationToken cancel)
    {
        var tally = new DecisionTally(scope, times);
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);

        // By status, so that the index on it and the time of raising is walked and not the table.
        foreach (var status in Enum.GetValues<AlertStatus>())
        {
            await foreach (var alert in scope.Db.Alerts.Counted().Where(a => a.Status == status && a.CreatedUtc >= from && a.CreatedUtc < end)
                .Select(a => new TalliedAlert(a.HostId, a.Level, a.Status, a.Outcome, a.Completeness, a.CreatedUtc, a.FirstDecidedUtc, a.ApprovedUseId, a.Technique))
                .AsAsyncEnumerable().WithCancellation(cancel))
            {
                tally.Add(alert);
            }
        }

        var escalated = await scope.Db.AlertHistory
            .Where(h => h.Alert!.ExerciseId == null && h.Action == AlertAction.Escalated && h.AtUtc >= from && h.Alert.CreatedUtc >= from && h.Alert.CreatedUtc < end)
            .GroupBy(h => new { h.AlertId, h.Alert!.HostId, h.Alert.CreatedUtc })
            .Select(g => new { g.Key.HostId, g.Key.CreatedUtc, AtUtc = g.Min(h => h.AtUtc) }).ToListAsync(cancel);
        return tally.Result(
            await PeopleAsync(scope, cancel),
            [.. escalated.Where(e => scope.Holds(e.HostId)).Select(e => Math.Max(0, (e.AtUtc - e.CreatedUtc).TotalMinutes)).Order()]);
    }

    private static async Task<IReadOnlyList<PersonWork>> PeopleAsync(ReportScope scope, CancellationToken cancel)
    {
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        var lines = scope.Db.AlertHistory.Where(h => h.AtUtc >= from && h.AtUtc < end && h.UserName != null && h.Alert!.ExerciseId == null);
        List<(string Name, AlertAction Action, AlertStatus? To, int Count)> done = [];
        if (scope.Hosts is null)
        {
            done.AddRange((await lines.GroupBy(h => new { h.UserName, h.Action, h.To }).Select(g => new { g.Key.UserName, g.Key.Action, g.Key.To, Count = g.Count() }).ToListAsync(cancel))
                .Select(g => (g.UserName!, g.Action, g.To, g.Count)));
        }
        else
        {
            done.AddRange((await lines.GroupBy(h => new { h.UserName, h.Action, h.To, h.Alert!.HostId }).Select(g => new { g.Key.UserName, g.Key.Action, g.Key.To, g.Key.HostId, Count = g.Count() }).ToListAsync(cancel))
                .Where(g => scope.Holds(g.HostId)).Select(g => (g.UserName!, g.Action, g.To, g.Count)));
        }

        return
        [
            .. done.GroupBy(d => d.Name, StringComparer.Ordinal).Select(person => new PersonWork(
                person.Key,
                person.Where(d => d.Action == AlertAction.Closed).Sum(d => d.Count),
                person.Where(d => d.Action == AlertAction.Allowed).Sum(d => d.Count),
                person.Where(d => d.Action == AlertAction.Escalated).Sum(d => d.Count),
                person.Where(d => d.Action is AlertAction.Assigned or AlertAction.Commented or AlertAction.Reopened or AlertAction.AddedToCase or AlertAction.RemovedFromCase).Sum(d => d.Count),
                person.Where(d => d.Action == AlertAction.Undone && d.To is not null).Sum(d => d.Count)))
                .OrderByDescending(person => person.Decisions).ThenBy(person => person.Name, StringComparer.Ordinal),
        ];
    }

    private void Add(TalliedAlert alert)
    {
        if (!scope.Holds(alert.HostId))
            return;
        _alerts++;
        _facts.Add(new() { Id = 0, FirstUtc = alert.CreatedUtc, CreatedUtc = alert.CreatedUtc, HostId = alert.HostId, Technique = alert.Technique, Status = alert.Status, UseId = alert.ApprovedUseId });
        Count(_byDay, (scope.Period.DayOf(alert.CreatedUtc), alert.Level));
        Count(_outcomes, AlertStanding.Of(alert.Status, alert.Outcome));
        if (alert.Completeness < WorkReport.WeakenedBelow)
            _weakened++;
        if (alert.ApprovedUseId is { } use && alert.Status == AlertStatus.Covered)
            Count(_byUse, use);
        if (!_levels.TryGetValue(alert.Level, out var level))
            _levels[alert.Level] = level = new Level();
        level.Add(alert, times.Of(alert.Level), scope.NowUtc);
    }

    private DecisionFigures Result(IReadOnlyList<PersonWork> people, IReadOnlyList<double> toEscalate) => new()
    {
        Alerts = _alerts,
        ByDay = _byDay,
        Outcomes = _outcomes,
        Levels = [.. _levels.OrderByDescending(level => level.Key).Select(level => level.Value.Times(level.Key, times.Of(level.Key)))],
        All = Level.Sum(_levels.Values),
        People = people,
        Weakened = _weakened,
        ByUse = _byUse,
        ToEscalate = toEscalate,
        Facts = _facts,
    };

    private static void Count<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;

    private sealed class Level
    {
        private readonly List<double> _minutes = [];
        private int _raised;
        private int _waiting;
        private int _inTime;
        private int _late;

        public static LevelTimes Sum(IEnumerable<Level> levels)
        {
            var all = new Level();
            foreach (var level in levels)
            {
                all._minutes.AddRange(level._minutes);
                (all._raised, all._waiting, all._inTime, all._late) = (all._raised + level._raised, all._waiting + level._waiting, all._inTime + level._inTime, all._late + level._late);
            }

            return all.Times(null, null);
        }

        public void Add(TalliedAlert alert, TimeSpan? allowed, DateTime now)
        {
            _raised++;
            TimeSpan took;
            if (alert.FirstDecidedUtc is { } decided)
            {
                took = decided > alert.CreatedUtc ? decided - alert.CreatedUtc : TimeSpan.Zero;
                _minutes.Add(took.TotalMinutes);
                if (took <= allowed)
                    _inTime++;
            }
            else if (alert.Status == AlertStatus.Open)
            {
                took = now - alert.CreatedUtc;
                _waiting++;
            }
            else
            {
                return;
            }

            if (took > allowed)
                _late++;
        }

        public LevelTimes Times(Severity? level, TimeSpan? allowed) => new()
        {
            Level = level,
            Raised = _raised,
            Waiting = _waiting,
            Minutes = [.. _minutes.Order()],
            Allowed = allowed,
            InTime = _inTime,
            Late = _late,
        };
    }

    private readonly record struct TalliedAlert(
        int HostId, Severity Level, AlertStatus Status, AlertOutcome Outcome, int Completeness, DateTime CreatedUtc, DateTime? FirstDecidedUtc, Guid? ApprovedUseId, string Technique);
}
