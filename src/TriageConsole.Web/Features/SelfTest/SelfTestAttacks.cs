using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>
/// The attacks of the self-test as chains, to be held against conditions while they are written. Judged once, as the console
/// ships; the self-test itself runs them through all of the pipeline.
/// </summary>
public sealed class SelfTestAttacks(SelfTestScenarios scenarios, DetectionRuntime runtime)
{
    private const string User = @"CORP\anna";
    private static readonly DateTime _start = new(2026, 1, 5, 12, 0, 0, DateTimeKind.Utc);
    private static readonly HashSet<UseField> _circumstances = [UseField.Host, UseField.HostGroup, UseField.User, UseField.AccountClass, UseField.Schedule];

    private readonly Lazy<IReadOnlyList<(string Name, ChainSubject Subject)>> _attacks = new(() => Judge(scenarios.All, runtime));

    /// <summary>How many there are to be hidden.</summary>
    public int Count => _attacks.Value.Count;

    /// <summary>
    /// Names of the attacks that conditions would hide if they came on a host and by a user that the conditions cover.
    /// </summary>
    public IReadOnlyList<string> HiddenBy(IReadOnlyList<UseCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        if (conditions.Count == 0)
            return [];
        List<UseCondition> kept = [.. conditions.Where(condition => !_circumstances.Contains(condition.Field))];
        var trial = new UseTrial(new()
        {
            Id = Guid.Empty,
            Title = "trial",
            Owner = "trial",
            Reason = "trial",
            Conditions = kept.Count > 0 ? kept : [new(UseField.ProxyImage, "*")],
            ExpiresUtc = DateTime.MaxValue,
        });
        return [.. _attacks.Value.Where(attack => trial.Covers(attack.Subject)).Select(attack => attack.Name).Distinct(StringComparer.Ordinal)];
    }

    private static List<(string Name, ChainSubject Subject)> Judge(IReadOnlyList<SelfTestScenario> scenarios, DetectionRuntime runtime)
    {
        var engine = runtime.Make(0, Detection.DetectionSettings.Default).Engine;
        var attacks = new List<(string, ChainSubject)>();
        foreach (var scenario in scenarios.Where(scenario => scenario.IsAttack))
        {
            var facts = ScenarioFacts.Of(scenario, "SELFTEST", User, _start);
            var byId = facts.ToDictionary(fact => fact.Id);
            attacks.AddRange(engine.Judge(facts, BaselineMatcher.Empty).Where(verdict => verdict.Level >= Severity.Medium)
                .Select(verdict => (scenario.Name, ChainSubject.Of(verdict, byId))));
        }

        return attacks;
    }
}
