using System.Globalization;
using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Coverage.Health.Rules;

/// <summary>How one component of one host stands, and why: the only place that decides it.</summary>
internal static class ComponentRules
{
    /// <summary>Share of a log's numbers that may be missing before what it brings is weakened.</summary>
    public const double MissingAllowed = 0.01;

    public static ComponentHealth Of(HostCoverage host, DataComponent component, DateOnly? lastDay, IReadOnlyList<LogGaps> gaps)
    {
        ArgumentNullException.ThrowIfNull(host);
        var count = host.Of(component);
        if (host.IsReplaced(component))
            return Replaced(component, lastDay);
        if (count <= 0)
            return Absent(host, component, lastDay);
        var share = host.Share(component);
        var state = host.State(component);
        if (state != ComponentState.Covered)
            return new(component, state, count, share, lastDay, new(Lacks(component, share ?? 0), Costs(component)));

        // An identity of its own, however many there are: process ids are used again.
        if (component == DataComponent.ProcessCreationSecurity && host.Of(DataComponent.ProcessCreationSysmon) == 0)
            return new(component, ComponentState.Weakened, count, share, lastDay, new("Only Security 4688", Costs(DataComponent.ProcessCreationSysmon)));
        return Gap(component, gaps) is { } gap
            ? new(component, ComponentState.Weakened, count, share, lastDay, gap)
            : new(component, ComponentState.Covered, count, share, lastDay, null);
    }

    /// <summary>What cannot be known without it.</summary>
    public static string Costs(DataComponent component) => component switch
    {
        DataComponent.ProcessCreationSysmon => "no hashes, original file names or process GUIDs: a renamed script host and a process id used again cannot be told",
        DataComponent.ProcessCreationSecurity => "there is no second witness of process creation",
        DataComponent.CommandLine => "what a script host ran cannot be known",
        DataComponent.Lineage => "what started a script host rests on the child's own record",
        DataComponent.Signature => "a step from signed to unsigned code is not evaluable",
        DataComponent.ParentSignature => "whether a signed program started it cannot be known",
        DataComponent.ModuleLoad => "libraries and assemblies that a signed host loaded cannot be seen",
        DataComponent.ProcessAccess => "a parent cannot be confirmed by its opening of the child",
        DataComponent.FileCreation => "whether a script was written just before it ran cannot be known",
        DataComponent.ScriptExecution => "what PowerShell ran after decoding cannot be seen",
        _ => "when a process ended cannot be known",
    };

    private static ComponentHealth Replaced(DataComponent component, DateOnly? lastDay) => component == DataComponent.ProcessCreationSecurity
        ? new(component, ComponentState.Covered, 0, null, lastDay, null) { IsReplaced = true }
        : new(component, ComponentState.Weakened, 0, null, lastDay, new("No Sysmon 1, only Security 4688", Costs(component))) { IsReplaced = true };

    private static ComponentHealth Absent(HostCoverage host, DataComponent component, DateOnly? lastDay)
    {
        var what = CoverageWords.Of(component);
        if (lastDay is { } day)
            return new(component, ComponentState.Silent, 0, null, day, new($"No {what} since {CoverageWords.Day(day)}", Costs(component)));
        return new(component, ComponentState.NotEvaluable, 0, null, null, component is DataComponent.ProcessCreationSysmon or DataComponent.ProcessCreationSecurity && host.Creations == 0
            ? new("No process creation", "nothing can be evaluated")
            : new($"No {what}", Costs(component)));
    }

    private static HealthReason? Gap(DataComponent component, IReadOnlyList<LogGaps> gaps)
    {
        var log = component switch
        {
            DataComponent.ProcessCreationSecurity => "Security",
            DataComponent.ScriptExecution => "PowerShell",
            DataComponent.ProcessCreationSysmon or DataComponent.ModuleLoad or DataComponent.ProcessAccess or DataComponent.FileCreation => "Sysmon",
            _ => null,
        };
        if (log is null || gaps.FirstOrDefault(gap => gap.Kind == GapKind.Gaps && gap.Missing > 0 && 1 - gap.Present >= MissingAllowed && gap.Channel.Contains(log, StringComparison.OrdinalIgnoreCase)) is not { } found)
            return null;
        return new($"At least {CoverageWords.Count(found.Missing)} records of its log are missing", "what they told is not in the data");
    }

    private static string Lacks(DataComponent component, double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{CoverageWords.Of(component)} of only {Math.Floor(share * 100):0} %");
}
