using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>The ways in which an alert can stand, for people.</summary>
public enum OutcomeWord
{
    Open,
    Escalated,
    TruePositive,
    BenignPositive,
    FalsePositive,
    Undetermined,
    AllowedPending,
    Allowed,
    Covered,
}

/// <summary>What can be said of one data component on one host, or of all that a host sends. The gravest last.</summary>
public enum ComponentState
{
    /// <summary>Seen, and complete as far as it can be told.</summary>
    Covered,

    /// <summary>Seen in part.</summary>
    Weakened,

    /// <summary>Not seen: what rests on it cannot be evaluated.</summary>
    NotEvaluable,

    /// <summary>Was seen and is not any more, for longer than the host is used to.</summary>
    Silent,
}

/// <summary>One host's telemetry in the period.</summary>
/// <param name="Id">Host id.</param>
/// <param name="Name">Host name.</param>
/// <param name="FirstSeenUtc">First event ever.</param>
/// <param name="LastSeenUtc">Last event ever.</param>
/// <param name="Counts">Events by component.</param>
public sealed record HostCoverage(int Id, string Name, DateTime FirstSeenUtc, DateTime LastSeenUtc, IReadOnlyDictionary<DataComponent, long> Counts)
{
    private const double Complete = 0.9;

    /// <summary>The columns of the heat map, in the order in which the analytic needs them.</summary>
    public static IReadOnlyList<DataComponent> Components { get; } =
    [
        DataComponent.ProcessCreationSysmon, DataComponent.ProcessCreationSecurity, DataComponent.CommandLine, DataComponent.Lineage,
        DataComponent.Signature, DataComponent.ParentSignature, DataComponent.ModuleLoad, DataComponent.ProcessAccess, DataComponent.FileCreation, DataComponent.ScriptExecution,
    ];

    /// <summary>Process creations, by whichever source saw more of them: both often see the same process.</summary>
    public long Creations => Math.Max(Of(DataComponent.ProcessCreationSysmon), Of(DataComponent.ProcessCreationSecurity));

    public ComponentState Overall => Creations == 0 || State(DataComponent.CommandLine) == ComponentState.NotEvaluable ? ComponentState.NotEvaluable
        : Needed.All(component => State(component) == ComponentState.Covered) ? ComponentState.Covered
        : ComponentState.Weakened;

    private static IReadOnlyList<DataComponent> Needed { get; } =
        [DataComponent.ProcessCreationSysmon, DataComponent.CommandLine, DataComponent.Lineage, DataComponent.Signature, DataComponent.ParentSignature, DataComponent.ModuleLoad];

    /// <summary>Process creation has two sources: one that is absent is no gap where the other was seen.</summary>
    public bool IsReplaced(DataComponent component) => component is DataComponent.ProcessCreationSysmon or DataComponent.ProcessCreationSecurity
        && Of(component) == 0 && Creations > 0;

    public long Of(DataComponent component) => Counts.GetValueOrDefault(component);

    /// <summary>Share of what could carry the component that does, 0–1; null for components that are not told per process.</summary>
    public double? Share(DataComponent component) => component switch
    {
        DataComponent.CommandLine or DataComponent.Lineage or DataComponent.Signature or DataComponent.ParentSignature when Total(component) > 0 =>
            Math.Min(1, (double)Of(component) / Total(component)),
        _ => null,
    };

    public ComponentState State(DataComponent component)
    {
        if (Of(component) == 0)
            return ComponentState.NotEvaluable;
        return Share(component) is { } share && share < Complete ? ComponentState.Weakened : ComponentState.Covered;
    }

    // Command lines are counted per record, so both sources stand below the line; the rest is counted per process. A parent that
    // is not in the data is a gap in lineage; its unknown signature is not a second one.
    private long Total(DataComponent component) => component switch
    {
        DataComponent.CommandLine => Of(DataComponent.ProcessCreationSysmon) + Of(DataComponent.ProcessCreationSecurity),
        DataComponent.ParentSignature => Of(DataComponent.Lineage),
        _ => Creations,
    };
}
