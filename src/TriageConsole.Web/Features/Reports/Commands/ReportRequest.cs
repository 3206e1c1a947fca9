using TriageConsole.Web.Features.Reports.Periods;

namespace TriageConsole.Web.Features.Reports.Commands;

/// <summary>A report as somebody asks for it.</summary>
public sealed record ReportRequest
{
    public required DateOnly From { get; init; }

    public required DateOnly Until { get; init; }

    /// <summary>IANA name of the zone of the days.</summary>
    public required string Zone { get; init; }

    public Guid? GroupId { get; init; }

    public bool HasPack { get; init; }

    /// <summary>What keeps it from being made, for people; none where nothing does.</summary>
    public IEnumerable<string> Faults()
    {
        if (ZoneDays.Find(Zone) is null)
            yield return "Time zone: a name such as Europe/Berlin or UTC.";
        if (From > Until)
            yield return "The first day lies after the last.";
        else if (Until.DayNumber - From.DayNumber >= ReportPeriod.MostDays)
            yield return $"A report is of {ReportPeriod.MostDays} days at most.";
        if (From.Year < 1970 || Until.Year > 9000)
            yield return "The days must lie between 1970 and the year 9000.";
    }
}

/// <summary>What came of a command: the id it is about, or what was refused and why.</summary>
/// <param name="Id">The report or schedule; 0 where it was refused.</param>
/// <param name="Faults">Why it was refused, for people.</param>
public sealed record ReportOutcome(long Id, IReadOnlyList<string> Faults)
{
    public bool IsDone => Faults.Count == 0;

    public static ReportOutcome Refused(params IReadOnlyList<string> faults) => new(0, faults);
}
