using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>One thing to do about coverage.</summary>
/// <param name="Text">What is missing, what follows from it, what to do.</param>
/// <param name="Hosts">The hosts it is about, by name; empty where it is about none.</param>
/// <param name="Address">Where to look at it; null where there is no such page.</param>
public sealed record Advice(string Text, IReadOnlyList<string> Hosts, string? Address = null);

/// <summary>What a report says in words, the gravest first. Nothing is said that the counts do not show.</summary>
public static class CoverageAdvice
{
    public static IReadOnlyList<Advice> Of(CoverageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. Telemetry(report), .. Work(report)];
    }

    /// <summary>What is missing from one host, and what to do about it, the gravest first.</summary>
    public static IReadOnlyList<string> OfHost(HostCoverage host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return [.. Rules.Where(rule => rule.Applies(host)).Select(rule => rule.Text("this host"))];
    }

    private static IEnumerable<Advice> Telemetry(CoverageReport report)
    {
        var all = report.Hosts;
        foreach (var (applies, text) in Rules)
        {
            var hosts = all.Where(applies).Select(h => h.Name).ToList();
            if (hosts.Count > 0)
                yield return new(text(CoverageWords.Hosts(hosts.Count, all.Count)), hosts);
        }
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

    private static IEnumerable<Advice> Work(CoverageReport report)
    {
        var drill = new CoverageDrill(report);
        if (report.SilentHosts > 0)
            yield return new($"{Times(report.SilentHosts, "known host")} sent nothing in this period. Import what is missing, or take a longer period.", [], AppRoutes.Imports);
        if (report.WeakenedAlerts > 0)
        {
            yield return new(
                $"{Times(report.WeakenedAlerts, "alert")} of {CoverageWords.Count(report.Alerts)} had less than half of the evidence that the analytic needs: a low score there is no all-clear.",
                [], drill.LeastComplete);
        }

        if (report.ExpiringUses > 0)
            yield return new($"{Times(report.ExpiringUses, "approved use")} will expire within {CoverageReport.ExpiringWithin.Days} days. Review before the alerts return.", [], $"{AppRoutes.Baseline}?state=expiring");
        if (report.SelfApprovedUses > 0)
            yield return new($"{Times(report.SelfApprovedUses, "approved use")} had no second approver. Let another admin look.", [], $"{AppRoutes.Baseline}?attention=self-approved");
    }

    private static string Times(int count, string what) => count == 1 ? $"1 {what}" : $"{CoverageWords.Count(count)} {what}s";
}
