namespace TriageConsole.Web.Features.Escalation.Targets;

/// <summary>The kinds of target there are.</summary>
public sealed class TargetCatalog(IEnumerable<IEscalationTarget> targets)
{
    public IReadOnlyList<IEscalationTarget> All { get; } = [.. targets];

    /// <summary>The kind of that name; null where this version has none.</summary>
    public IEscalationTarget? Find(string kind) => All.FirstOrDefault(target => target.Kind == kind);
}
