using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Alert;

/// <summary>How far the start of a process can be trusted, for people.</summary>
public static class TimeWords
{
    /// <summary>Where the time comes from.</summary>
    public static string Of(TimeBasis basis) => basis switch
    {
        TimeBasis.SysmonUtc => "UTC, from Sysmon’s own field",
        TimeBasis.LogUtc => "UTC, from the log",
        TimeBasis.Corrected => "Corrected: a local time, moved by what Sysmon records beside it show",
        _ => "Time zone uncertain: nothing in the file tells it, so the time is as it was written and may be hours off",
    };

    /// <summary>What has to be said beside the time; null where it is sound.</summary>
    public static string? Caution(TimeBasis basis) => basis switch
    {
        TimeBasis.Uncertain => "time zone uncertain",
        TimeBasis.Corrected => "time corrected",
        _ => null,
    };
}
