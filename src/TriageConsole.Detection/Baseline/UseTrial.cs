using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>One thing that keeps an approved use from covering a chain.</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Condition">The condition that fails; null where the use names nothing for what the chain has.</param>
/// <param name="Values">What the chain has there; hostile text.</param>
public sealed record UseDifference(UseField Field, UseCondition? Condition, IReadOnlyList<string> Values);

/// <summary>One approved use compared with chains as <see cref="BaselineMatcher"/> would, whatever state it is in.</summary>
public sealed class UseTrial(ApprovedUse use, UseGroups? groups = null)
{
    private static readonly UseField[] _ofTheProcess =
        [UseField.Host, UseField.HostGroup, UseField.User, UseField.AccountClass, UseField.ParentImage, UseField.ParentCommandLine, UseField.ProxyImage, UseField.Arguments, UseField.Schedule];

    private readonly CompiledApprovedUse _compiled = new(use, groups ?? UseGroups.Empty);

    /// <summary>Whether it would cover the chain.</summary>
    public bool Covers(ChainSubject subject) => _compiled.Covers(subject);

    /// <summary>What keeps it from covering the chain; empty where nothing does.</summary>
    public IReadOnlyList<UseDifference> Differences(ChainSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var failing = _compiled.Conditions.Where(condition => !condition.Holds(subject)).ToList();
        return
        [
            .. failing.Select(condition => new UseDifference(condition.Field, condition.Condition, subject[UseGroups.ComparedBy(condition.Field)])),
            .. _compiled.Differences(subject).Where(field => failing.TrueForAll(condition => condition.Field != field))
                .Select(field => new UseDifference(field, null, subject[field])),
        ];
    }

    /// <summary>
    /// How many conditions fail of those that look at the proxy process and its parent alone, counted up to a number. Can be
    /// told without the chain's payloads and children.
    /// </summary>
    public int Failing(ChainSubject subject, int most)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var failing = 0;
        foreach (var condition in _compiled.Conditions)
        {
            if (_ofTheProcess.Contains(condition.Field) && !condition.Holds(subject) && ++failing >= most)
                break;
        }

        return failing;
    }
}
