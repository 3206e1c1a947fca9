using System.Globalization;
using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>Coverage in words.</summary>
public static class CoverageWords
{
    public const string NotEvaluable = "not evaluable";

    public static string Of(ComponentState state) => state switch
    {
        ComponentState.Covered => "covered",
        ComponentState.Weakened => "weakened",
        ComponentState.Silent => "silent",
        _ => NotEvaluable,
    };

    /// <summary>A shape beside the word.</summary>
    public static string Mark(ComponentState state) => state switch
    {
        ComponentState.Covered => "✓",
        ComponentState.Weakened => "◐",
        ComponentState.Silent => "○",
        _ => "–",
    };

    public static string Of(DataComponent component) => component switch
    {
        DataComponent.ProcessCreationSysmon => "Sysmon 1",
        DataComponent.ProcessCreationSecurity => "Security 4688",
        DataComponent.CommandLine => "Command line",
        DataComponent.Lineage => "Parent seen",
        DataComponent.Signature => "Signature",
        DataComponent.ParentSignature => "Parent signature",
        DataComponent.ModuleLoad => "Sysmon 7",
        DataComponent.ProcessAccess => "Sysmon 10",
        DataComponent.FileCreation => "Sysmon 11",
        DataComponent.ScriptExecution => "PowerShell",
        _ => "Process end",
    };

    public static string Of(OutcomeWord outcome) => outcome switch
    {
        OutcomeWord.Open => "open",
        OutcomeWord.Escalated => "escalated",
        OutcomeWord.TruePositive => "true positive",
        OutcomeWord.BenignPositive => "benign positive",
        OutcomeWord.FalsePositive => "false positive",
        OutcomeWord.Undetermined => "undetermined",
        OutcomeWord.AllowedPending => "allowed, pending",
        OutcomeWord.Allowed => "allowed",
        _ => "covered",
    };

    /// <summary>A choice of the period: so many days up to the last telemetry.</summary>
    public static string Choice(int? days) => days is { } some ? $"{Count(some)} days" : "All time";

    /// <summary>A time that something took: one or two figures in the unit that fits.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "under 1 min",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.#} d"),
    };

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"1 host", "2 of 4 hosts".</summary>
    public static string Hosts(int some, int all) => all == 1 ? "the only host" : $"{Count(some)} of {Count(all)} hosts";
}
