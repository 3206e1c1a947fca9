using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
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
            var facts = new List<ProcessFacts>();
            var parent = scenario.Parent is null ? null : Add(facts, scenario.Parent, null, _start.AddSeconds(-5));
            var process = Add(facts, scenario.Process, parent, _start);
            foreach (var child in scenario.Children)
                Descend(facts, child, process);
            var byId = facts.ToDictionary(fact => fact.Id);
            attacks.AddRange(engine.Judge(facts, BaselineMatcher.Empty).Where(verdict => verdict.Level >= Severity.Medium)
                .Select(verdict => (scenario.Name, ChainSubject.Of(verdict, byId))));
        }

        return attacks;
    }

    private static void Descend(List<ProcessFacts> facts, SelfTestProcess process, ProcessFacts parent)
    {
        var added = Add(facts, process, parent, parent.StartUtc!.Value.AddSeconds(process.After));
        foreach (var child in process.Children)
            Descend(facts, child, added);
    }

    private static ProcessFacts Add(List<ProcessFacts> facts, SelfTestProcess process, ProcessFacts? parent, DateTime at)
    {
        var id = facts.Count + 1;
        var added = new ProcessFacts
        {
            Id = id,
            Host = "SELFTEST",
            ProcessId = (uint)(1000 + (id * 4)),
            StartUtc = at,
            Image = process.Image,
            CommandLine = process.Line,
            CurrentDirectory = process.Dir,
            User = User,
            OriginalFileName = process.Original,
            Signature = process.Signature is { } signature ? Signature(signature) : SignatureFact.Unknown,
            ParentId = parent?.Id,
            ParentEdge = parent is null ? ParentEdgeKind.None : ParentEdgeKind.Observed,
            ParentImage = parent?.Image,
            ParentCommandLine = parent?.CommandLine,
            Witnesses = Domain.Events.WitnessKind.Sysmon1,
            Modules = [.. process.Modules.Select(path => new ModuleFact(path, Signature("unsigned"), at))],
            Writes = [.. process.Writes.Select(path => new FileWriteFact(path, id, process.Image, at))],
        };
        facts.Add(added);
        return added;
    }

    private static SignatureFact Signature(string words) => words switch
    {
        "unsigned" => SignatureFact.FromFields("false", "-", "Unavailable", SignatureSource.OwnImageLoad),
        "expired" => SignatureFact.FromFields("true", "Contoso", "Expired", SignatureSource.OwnImageLoad),
        _ => SignatureFact.FromFields("true", words[(words.IndexOf(':', StringComparison.Ordinal) + 1)..], "Valid", SignatureSource.OwnImageLoad),
    };
}
