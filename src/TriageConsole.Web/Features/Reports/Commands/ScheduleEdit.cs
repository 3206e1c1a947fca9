using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Notifications.Mail;
using TriageConsole.Web.Features.Reports.Periods;
using TriageConsole.Web.Features.Reports.Schedules;

namespace TriageConsole.Web.Features.Reports.Commands;

/// <summary>A schedule as somebody fills it in.</summary>
public sealed record ScheduleEdit
{
    public const int LongestName = 100;

    /// <summary>Null for a new one.</summary>
    public long? Id { get; init; }

    public string Name { get; set; } = string.Empty;

    public bool IsOn { get; set; } = true;

    public ReportCadence Cadence { get; set; }

    public int Day { get; set; } = 1;

    public int Hour { get; set; } = 6;

    public string Zone { get; set; } = string.Empty;

    public Guid? GroupId { get; set; }

    public bool HasPack { get; set; }

    public ReportDestination Destination { get; set; }

    public string Recipients { get; set; } = string.Empty;

    public static ScheduleEdit Of(ReportScheduleRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Id = row.Id,
            Name = row.Name,
            IsOn = row.IsOn,
            Cadence = row.Cadence,
            Day = row.Day,
            Hour = row.Hour,
            Zone = row.Zone,
            GroupId = row.GroupId,
            HasPack = row.HasPack,
            Destination = row.Destination,
            Recipients = row.Recipients,
        };
    }

    /// <summary>What keeps it from being saved, for people.</summary>
    public IEnumerable<string> Faults()
    {
        if (Name.Trim().Length is 0 or > LongestName)
            yield return $"Name: 1 to {LongestName} characters.";
        if (!Enum.IsDefined(Cadence) || !Enum.IsDefined(Destination))
            yield return "How often and where to: one of those offered.";
        if (Cadence == ReportCadence.Weekly ? Day is < 0 or > 6 : Day is < 1 or > ScheduleTimes.LastDay)
            yield return Cadence == ReportCadence.Weekly ? "Day: one of the week." : $"Day: 1 to {ScheduleTimes.LastDay}, which every month has.";
        if (Hour is < 0 or > 23)
            yield return "Hour: 0 to 23.";
        if (ZoneDays.Find(Zone) is null)
            yield return "Time zone: a name such as Europe/Berlin or UTC.";
        if (Destination != ReportDestination.Mail)
            yield break;
        var addresses = ReportMail.Addresses(Recipients);
        if (addresses.Count is 0 or > ReportMail.MostRecipients || !addresses.All(MailOptionsCheck.IsAddress))
            yield return $"Mail to: 1 to {ReportMail.MostRecipients} e-mail addresses, by commas.";
    }
}
