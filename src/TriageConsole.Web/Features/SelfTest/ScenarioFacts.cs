using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>A scenario as the facts that its telemetry would come to, to be judged in memory.</summary>
internal sealed class ScenarioFacts
{
    private readonly List<ProcessFacts> _facts = [];
    private readonly string _host;
    private readonly string _user;

    private ScenarioFacts(string host, string user) => (_host, _user) = (host, user);

    public static IReadOnlyList<ProcessFacts> Of(SelfTestScenario scenario, string host, string user, DateTime startUtc)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var facts = new ScenarioFacts(host, user);
        var parent = scenario.Parent is null ? null : facts.Add(scenario.Parent, null, startUtc.AddSeconds(-5));
        var process = facts.Add(scenario.Process, parent, startUtc);
        foreach (var child in scenario.Children)
            facts.Descend(child, process);
        return facts._facts;
    }

    private void Descend(SelfTestProcess process, ProcessFacts parent)
    {
        var added = Add(process, parent, parent.StartUtc!.Value.AddSeconds(process.After));
        foreach (var child in process.Children)
            Descend(child, added);
    }

    private ProcessFacts Add(SelfTestProcess process, ProcessFacts? parent, DateTime at)
    {
        var id = _facts.Count + 1;
        var added = new ProcessFacts
        {
            Id = id,
            Host = _host,
            ProcessId = (uint)(1000 + (id * 4)),
            StartUtc = at,
            Image = process.Image,
            CommandLine = process.Line,
            CurrentDirectory = process.Dir,
            User = _user,
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
        _facts.Add(added);
        return added;
    }

    private static SignatureFact Signature(string words) => words switch
    {
        "unsigned" => SignatureFact.FromFields("false", "-", "Unavailable", SignatureSource.OwnImageLoad),
        "expired" => SignatureFact.FromFields("true", "Contoso", "Expired", SignatureSource.OwnImageLoad),
        _ => SignatureFact.FromFields("true", words[(words.IndexOf(':', StringComparison.Ordinal) + 1)..], "Valid", SignatureSource.OwnImageLoad),
    };
}
