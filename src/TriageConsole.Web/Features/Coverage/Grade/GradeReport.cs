namespace TriageConsole.Web.Features.Coverage.Grade;

/// <summary>The grade of one technique, its sub-techniques included.</summary>
public sealed record TechniqueLine
{
    /// <summary>ATT&amp;CK id.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Names of its tactics.</summary>
    public required IReadOnlyList<string> Tactics { get; init; }

    public required TechniqueGrade Grade { get; init; }

    /// <summary>Alerts of it in the period.</summary>
    public int Alerts { get; init; }

    public bool IsSub => Id.Contains('.', StringComparison.Ordinal);
}

/// <summary>The grades of AN1288's technique and its neighbours.</summary>
public sealed record GradeReport
{
    /// <summary>The technique that AN1288 is for.</summary>
    public const string Analytic = "T1216";

    /// <summary>Version of ATT&amp;CK that ids, names and tactics are of.</summary>
    public required string AttackVersion { get; init; }

    /// <summary>By id, a technique before its sub-techniques, AN1288's own first.</summary>
    public required IReadOnlyList<TechniqueLine> Lines { get; init; }

    /// <summary>The self-test that it rests on; null where none was completed.</summary>
    public (long Id, DateTime AtUtc)? SelfTest { get; init; }

    /// <summary>Reasons that are the same for every technique: they are said once, since repeated they hide what differs.</summary>
    public IReadOnlyDictionary<GradeFactorKind, string> SharedReasons() => Lines.Count < 2
        ? new Dictionary<GradeFactorKind, string>()
        : Lines.SelectMany(line => line.Grade.Factors).GroupBy(factor => factor.Kind)
            .Where(kind => kind.Select(factor => factor.Reason).Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(kind => kind.Key, kind => kind.First().Reason);

    public TechniqueLine? Of(string technique) => Lines.FirstOrDefault(line => line.Id == technique);
}
