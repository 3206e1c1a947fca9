using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>An approved use ready to be matched. Cheap and telling conditions come first.</summary>
internal sealed class CompiledApprovedUse
{
    private readonly bool _namesChildTrust;
    private readonly bool _namesProxyTrust;

    public CompiledApprovedUse(ApprovedUse use, UseGroups? groups = null)
    {
        Use = use;
        Conditions = [.. use.Conditions.Select(condition => new CompiledCondition(condition, groups ?? UseGroups.Empty)).OrderBy(condition => Rank(condition.Field))];
        NamesChildren = Conditions.Any(condition => condition.Field is UseField.ChildImage or UseField.ChildHash or UseField.ChildSigner);
        _namesChildTrust = Conditions.Any(condition => condition.Field is UseField.ChildHash or UseField.ChildSigner);
        _namesProxyTrust = Conditions.Any(condition => condition.Field == UseField.ProxySignature);
    }

    public ApprovedUse Use { get; }

    public IReadOnlyList<CompiledCondition> Conditions { get; }

    public bool NamesChildren { get; }

    /// <summary>
    /// Whether it covers the chain: all conditions hold, and nothing that it says nothing about speaks against it. A use that
    /// names no child was approved as one that starts none; a signature that telemetry proves missing or bad must be named.
    /// </summary>
    public bool Covers(ChainSubject subject)
    {
        if (Conditions.Count == 0 || HasUnnamedChild(subject) || HasUnnamedChildTrust(subject) || HasUnnamedProxyTrust(subject))
            return false;
        foreach (var condition in Conditions)
        {
            if (!condition.Holds(subject))
                return false;
        }

        return true;
    }

    /// <summary>What keeps it from covering the chain.</summary>
    public IReadOnlyList<UseField> Differences(ChainSubject subject)
    {
        var fields = Conditions.Where(condition => !condition.Holds(subject)).Select(condition => condition.Field).ToList();
        if (HasUnnamedChild(subject))
            fields.Add(UseField.ChildImage);
        if (HasUnnamedChildTrust(subject))
            fields.Add(UseField.ChildSigner);
        if (HasUnnamedProxyTrust(subject))
            fields.Add(UseField.ProxySignature);
        return [.. fields.Distinct()];
    }

    private bool HasUnnamedChild(ChainSubject subject) => !NamesChildren && subject[UseField.ChildImage].Count > 0;

    private bool HasUnnamedChildTrust(ChainSubject subject) => !_namesChildTrust && subject.HasBadChild;

    private bool HasUnnamedProxyTrust(ChainSubject subject) => !_namesProxyTrust && subject.HasBadProxy;

    private static int Rank(UseField field) => field switch
    {
        UseField.Script => 0,
        UseField.ProxyImage => 1,
        UseField.Host or UseField.HostGroup or UseField.User or UseField.AccountClass or UseField.ProxySignature => 2,
        UseField.ParentImage => 3,
        _ => 4,
    };
}
