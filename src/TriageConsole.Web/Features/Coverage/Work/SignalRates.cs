using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Coverage.Work;

/// <summary>How often one signal was wrong.</summary>
/// <param name="Signal">Its id.</param>
/// <param name="False">Alerts with a finding of it that were closed as false positive.</param>
/// <param name="Decided">Alerts with a finding of it that were closed as true, benign or false positive.</param>
public sealed record SignalRate(string Signal, int False, int Decided)
{
    public double Share => Decided == 0 ? 0 : (double)False / Decided;
}

/// <summary>False-positive rates by signal, of the decided alerts of a period.</summary>
public sealed class SignalRateQueries(IDbContextFactory<TriageContext> contexts)
{
    public async Task<IReadOnlyList<SignalRate>> ReadAsync(IReadOnlyList<AlertFact> alerts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var wrong = await CountAsync(db, alerts, AlertOutcome.FalsePositive, cancel);
        var right = await CountAsync(db, alerts, null, cancel);
        return
        [
            .. wrong.Keys.Union(right.Keys, StringComparer.Ordinal)
                .Select(signal => new SignalRate(signal, wrong.GetValueOrDefault(signal), wrong.GetValueOrDefault(signal) + right.GetValueOrDefault(signal)))
                .OrderByDescending(rate => rate.Share).ThenByDescending(rate => rate.Decided).ThenBy(rate => rate.Signal, StringComparer.Ordinal),
        ];
    }

    // An alert counts once for a signal, however many findings of it it has.
    private static async Task<Dictionary<string, int>> CountAsync(TriageContext db, IReadOnlyList<AlertFact> alerts, AlertOutcome? only, CancellationToken cancel)
    {
        var ids = alerts.Where(a => a.Status == AlertStatus.Closed
            && (only is null ? a.Outcome is AlertOutcome.TruePositive or AlertOutcome.BenignPositive : a.Outcome == only)).Select(a => a.Id).ToList();
        return ids.Count == 0 ? [] : await db.AlertFindings.Where(f => EF.Parameter(ids).Contains(f.AlertId)).Select(f => new { f.AlertId, f.SignalId }).Distinct()
            .GroupBy(f => f.SignalId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(s => s.Key, s => s.Count, cancel);
    }
}

/// <summary>The chart of the rates, and where its marks lead.</summary>
public static class SignalRateChart
{
    public const int MostSignals = 20;

    private const string Wrong = "false";
    private const string Right = "true";

    public static StackedBarChart Of(IReadOnlyList<SignalRate> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        var shown = rates.Take(MostSignals).ToList();
        return new()
        {
            Title = "False positives by signal",
            CategoryTitle = "Signal and rate",
            IsLying = true,
            Categories = [.. shown.Select(rate => new ChartKey(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rate.Share * 100:0.#} % {rate.Signal}"), rate.Signal))],
            Series =
            [
                new("false positive", Wrong, "--tc-chart-3", [.. shown.Select(rate => (double?)rate.False)]),
                new("true or benign positive", Right, "--tc-chart-1", [.. shown.Select(rate => (double?)(rate.Decided - rate.False))]),
            ],
        };
    }

    /// <summary>A bar's part: alerts with a finding of the signal that were closed so.</summary>
    public static string? Drill(ChartMark mark, CoverageDrill drill)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(drill);
        return mark.Series switch
        {
            Wrong => CoverageDrill.Address(drill.InPeriod with { Statuses = EnumSet.Of(AlertStatus.Closed), Outcomes = EnumSet.Of(AlertOutcome.FalsePositive), Signal = mark.Category }),
            Right => CoverageDrill.Address(drill.InPeriod with { Statuses = EnumSet.Of(AlertStatus.Closed), Outcomes = EnumSet.Of(AlertOutcome.TruePositive, AlertOutcome.BenignPositive), Signal = mark.Category }),
            _ => null,
        };
    }
}
