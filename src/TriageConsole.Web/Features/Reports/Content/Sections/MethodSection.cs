using TriageConsole.Web.Features.Reports.Content.Figures;

namespace TriageConsole.Web.Features.Reports.Content.Sections;

/// <summary>What the words mean, what it was made with, and what cannot be seen from here.</summary>
public static class MethodSection
{
    public static ReportSection Of(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        var revision = scope.BaselineRevision;
        return new("method", "Method and limits",
        [
            new ReportHeading("What it was made with"),
            new ReportFacts(
            [
                new("Program and detection data", scope.Detection.JudgedWith),
                new("Settings of detection", scope.Detection.SettingsVersion == 0 ? "as shipped" : $"version {scope.Detection.SettingsVersion}"),
                new("ATT&CK", $"version {scope.AttackVersion}", "names of techniques and tactics"),
                new("Analytic", "AN1288", $"of strategy DET0466; {scope.Technique("T1216")}"),
                new("Baseline", revision.Length == 0 ? "no approved use in force" : revision[..Math.Min(16, revision.Length)], "hash of the approved uses in force"),
            ]),
            new ReportHeading("What the grades mean"),
            new ReportList(
            [
                "Covered: seen in the period and, where it is told per process, on at least nine of ten process creations.",
                "Weakened: seen, but on less than nine of ten process creations, or with record numbers missing in its log; for a host: something that the analytic needs is not covered, it was quiet at hours at which it used to send, or its clock is off.",
                "Not evaluable: not seen at all, so that nothing that rests on it can be said; for a host: no process creation or no command line. It never means that nothing happened.",
                "Silent: it was seen once and is not any more, for longer than the host is used to.",
                "Grade of a technique: the product of four factors, each with its reason: telemetry of the hosts, attacks of the latest self-test that were raised, signals that are on, and how far approved uses leave attacks to be seen. What cannot be told in one factor is not evaluable.",
                "Evidence completeness of an alert: how much of what the analytic needs was in the telemetry of its chain. Below half, a low score is no all-clear.",
                "Time to the first decision: from the raising of an alert to when a person first allowed, escalated or closed it. Median and what nine of ten did not exceed are of decided alerts; those that wait are counted beside them.",
            ]),
            new ReportHeading("What cannot be seen"),
            new ReportList(
            [
                "Machines that never sent telemetry are not known here and are in no number.",
                "Telemetry says what was logged. Records that were filtered before they were written leave no trace; dropped and cleared ones are told by record numbers where a whole log is sent.",
                "The self-test shows what is caught of the attacks that it holds. It is no proof against others.",
                "Alerts, approved uses and settings are told as they stand when the report is made. What was changed or deleted before that is in the history only as far as it was recorded; retention removes telemetry, never alerts and decisions.",
                "What belongs to an exercise is in no number but those of exercises: its alerts, hosts and approved uses are invented.",
                "A covered alert is one that an approved use explains. The report counts it; nobody looked at it on its own.",
                "Days are those of the zone that the report names, except roll-ups of telemetry, which are kept by UTC day.",
            ]),
        ]);
    }
}
