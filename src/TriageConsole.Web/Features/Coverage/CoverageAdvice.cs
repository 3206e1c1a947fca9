using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>What a host lacks, in words. Nothing is said that the counts do not show.</summary>
public static class CoverageAdvice
{
    /// <summary>What is missing from one host, and what to do about it, the gravest first.</summary>
    public static IReadOnlyList<string> OfHost(HostCoverage host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return [.. Rules.Where(rule => rule.Applies(host)).Select(rule => rule.Text("this host"))];
    }

    private static IReadOnlyList<(Func<HostCoverage, bool> Applies, Func<string, string> Text)> Rules { get; } =
    [
        (h => h.Creations == 0,
            on => $"No process creation from {on}: nothing can be evaluated there. Collect Sysmon 1, or Security 4688 with command lines."),
        (h => h.Creations > 0 && h.Of(DataComponent.ProcessCreationSysmon) == 0,
            on => $"Only Security 4688 from {on}: hashes, original file names and process GUIDs cannot be known. Collect Sysmon 1."),
        (h => h.Creations > 0 && h.State(DataComponent.CommandLine) == ComponentState.NotEvaluable,
            on => $"No command lines from {on}: what a script host ran cannot be known. Let process creation events include the command line."),
        (h => h.Creations > 0 && h.State(DataComponent.CommandLine) == ComponentState.Weakened,
            on => $"Command lines are missing from part of the process creations of {on}. Let every source include them."),
        (h => h.Creations > 0 && h.State(DataComponent.Lineage) == ComponentState.NotEvaluable,
            on => $"No parent is in the data from {on}: what started a script host rests on the child's own record. Collect every process creation, from boot."),
        (h => h.Creations > 0 && h.State(DataComponent.Lineage) == ComponentState.Weakened,
            on => $"Part of the parents is not in the data from {on}. Collect every process creation, from boot, or import a longer period."),
        (h => h.Creations > 0 && h.Of(DataComponent.ModuleLoad) == 0 && h.Of(DataComponent.Signature) == 0,
            on => $"No Sysmon 7 from {on}: signatures cannot be known, so a step from signed to unsigned code is not evaluable. Log the load of each process's own image."),
        (h => h.Creations > 0 && h.Of(DataComponent.ModuleLoad) == 0 && h.Of(DataComponent.Signature) > 0,
            on => $"No Sysmon 7 from {on}: signatures are told by another source, but not what a process loaded. Log image loads."),
        (h => h.Creations > 0 && h.State(DataComponent.Signature) != ComponentState.Covered && h.Of(DataComponent.ModuleLoad) + h.Of(DataComponent.Signature) > 0,
            on => $"Signatures are missing from processes of {on}: a step from signed to unsigned code is not evaluable there. Do not filter the load of a process's own image."),
        (h => h.Creations > 0 && h.Of(DataComponent.FileCreation) == 0,
            on => $"No Sysmon 11 from {on}: whether a script was written just before it ran cannot be known. Log file creation for scripts and programs."),
        (h => h.Creations > 0 && h.Of(DataComponent.ScriptExecution) == 0,
            on => $"No PowerShell 4103 or 4104 from {on}: what PowerShell ran after decoding cannot be seen. Turn on module and script block logging."),
    ];
}
