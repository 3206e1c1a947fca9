using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Work;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Coverage.Grade;

/// <summary>Gathers what grades rest on. Telemetry, alerts and approved uses are what the page read anyhow.</summary>
public sealed class GradeQueries(IDbContextFactory<TriageContext> contexts, DetectionRuntime runtime)
{
    private static readonly string[] _neighbours = ["T1216", "T1218", "T1127", "T1220", "T1202", "T1059.005", "T1059.007"];

    public async Task<GradeReport> ReadAsync(HealthReport telemetry, IReadOnlyList<AlertFact> alerts, IReadOnlyList<UseLine> uses, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(uses);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var run = await db.SelfTestRuns.Where(r => r.State == SelfTestState.Completed).OrderByDescending(r => r.Id)
            .Select(r => new { r.Id, r.FinishedUtc, r.StartedUtc }).FirstOrDefaultAsync(cancel);
        var outcomes = run is null ? [] : await db.SelfTestResults.Where(r => r.RunId == run.Id).GroupBy(r => new { r.Technique, r.Outcome })
            .Select(g => new Attacks(g.Key.Technique, g.Key.Outcome, g.Count())).ToListAsync(cancel);
        var broad = uses.Where(HoldsForAll).Select(use => use.Id).ToHashSet();
        var byTechnique = alerts.GroupBy(a => a.Technique)
            .Select(g => (Technique: g.Key, All: g.Count(), Broadly: g.Count(a => a.Status == AlertStatus.Covered && a.UseId is { } use && broad.Contains(use)))).ToList();
        var reference = runtime.Engine.Reference;
        var techniques = reference.Techniques.Values.Where(t => _neighbours.Any(n => TechniqueSignals.IsOf(t.Id, n)))
            .OrderBy(t => Array.FindIndex(_neighbours, n => TechniqueSignals.IsOf(t.Id, n))).ThenBy(t => t.Id, StringComparer.Ordinal);
        return new()
        {
            AttackVersion = reference.AttackVersion,
            SelfTest = run is null ? null : (run.Id, run.FinishedUtc ?? run.StartedUtc),
            Lines = [.. techniques.Select(technique =>
            {
                var mine = byTechnique.Where(a => TechniqueSignals.IsOf(a.Technique, technique.Id)).ToList();
                var evidence = new TechniqueEvidence
                {
                    Hosts = (telemetry.CountOf(ComponentState.Covered), telemetry.CountOf(ComponentState.Weakened), telemetry.CountOf(ComponentState.NotEvaluable) + telemetry.CountOf(ComponentState.Silent)),
                    Attacks = run is null ? null : (Sum(outcomes, technique.Id, SelfTestOutcome.Caught), Sum(outcomes, technique.Id, SelfTestOutcome.Hidden), Sum(outcomes, technique.Id, SelfTestOutcome.Missed)),
                    Signals = Signals(reference, technique.Id),
                    Alerts = (mine.Sum(a => a.Broadly), mine.Sum(a => a.All)),
                };
                return new TechniqueLine { Id = technique.Id, Name = technique.Name, Tactics = technique.Tactics, Grade = TechniqueGrade.Of(evidence), Alerts = evidence.Alerts.All };
            })],
        };
    }

    // In force, and nothing in it says where or by whom.
    private static bool HoldsForAll(UseLine use) => use.Standing is UseStanding.Active or UseStanding.Expiring
        && !use.Conditions.Any(condition => condition.Field is UseField.Host or UseField.HostGroup or UseField.User or UseField.AccountClass);

    private static int Sum(List<Attacks> outcomes, string technique, SelfTestOutcome outcome) =>
        outcomes.Where(o => o.Outcome == outcome && TechniqueSignals.IsOf(o.Technique, technique)).Sum(o => o.Count);

    private (int On, int All) Signals(ReferenceData reference, string technique)
    {
        var signals = TechniqueSignals.Of(reference, technique);
        return (signals.Count(signal => runtime.Engine.WeightsOf(signal.Id).IsEnabled), signals.Count);
    }

    private sealed record Attacks(string Technique, SelfTestOutcome Outcome, int Count);
}
