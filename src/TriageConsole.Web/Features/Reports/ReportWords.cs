using System.Globalization;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Reports.Periods;

namespace TriageConsole.Web.Features.Reports;

/// <summary>Reports in words.</summary>
public static class ReportWords
{
    private static readonly string[] _days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static string Of(ReportState state) => state switch
    {
        ReportState.Queued => "Queued",
        ReportState.Running => "Being made",
        ReportState.Completed => "Made",
        ReportState.Cancelled => "Cancelled",
        _ => "Failed",
    };

    /// <summary>A shape beside the word, so that the state never rests on colour.</summary>
    public static string Mark(ReportState state) => state switch
    {
        ReportState.Queued => "○",
        ReportState.Running => "◐",
        ReportState.Completed => "✓",
        ReportState.Cancelled => "–",
        _ => "✕",
    };

    public static string Of(ReportFileKind kind) => kind switch
    {
        ReportFileKind.Html => "HTML",
        ReportFileKind.Pdf => "PDF",
        _ => "Evidence pack",
    };

    public static string MediaType(ReportFileKind kind) => kind switch
    {
        ReportFileKind.Html => "text/html; charset=utf-8",
        ReportFileKind.Pdf => "application/pdf",
        _ => "application/zip",
    };

    public static string Of(ReportAction action) => action switch
    {
        ReportAction.Requested => "asked for",
        ReportAction.Made => "made",
        ReportAction.Failed => "failed",
        ReportAction.Cancelled => "cancelled",
        ReportAction.Downloaded => "downloaded",
        ReportAction.Deleted => "deleted",
        ReportAction.Expired => "removed by retention",
        ReportAction.Delivered => "delivered",
        ReportAction.NotDelivered => "not delivered",
        ReportAction.ScheduleAdded => "schedule added",
        ReportAction.ScheduleChanged => "schedule changed",
        ReportAction.ScheduleRemoved => "schedule removed",
        _ => "signing key made",
    };

    /// <summary>How a report's way to somebody stands; empty where it goes nowhere.</summary>
    public static string Delivery(ReportRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var where = row.Destination == ReportDestination.Mail ? $"by mail to {row.Recipients}" : "to Reports:Folder";
        return (row.Destination, row.Delivery) switch
        {
            (ReportDestination.Here, _) => string.Empty,
            (_, ReportDelivery.Delivered) => $"Delivered {where}.",
            (_, ReportDelivery.GaveUp) => $"Not delivered {where}, given up after {Attempts(row)}.",
            (_, ReportDelivery.Waiting) when row.DeliveryAttempts > 0 => $"Not delivered {where} yet; {Attempts(row)}, the next one follows.",
            _ => $"To be delivered {where}.",
        };
    }

    /// <summary>"Every Monday at 07:00, Europe/Berlin, of the seven days before".</summary>
    public static string When(ReportScheduleRow schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var hour = string.Create(CultureInfo.InvariantCulture, $"{schedule.Hour:00}:00, {schedule.Zone}");
        return schedule.Cadence == ReportCadence.Weekly
            ? $"Every {DayName(schedule.Day)} at {hour}, of the {ScheduleTimes.WeekDays} days before"
            : $"On day {schedule.Day.ToString(CultureInfo.InvariantCulture)} of each month at {hour}, of the month before";
    }

    public static string DayName(int day) => _days[Math.Clamp(day, 0, _days.Length - 1)];

    private static string Attempts(ReportRow row) => row.DeliveryAttempts == 1 ? "1 attempt" : $"{row.DeliveryAttempts.ToString(CultureInfo.InvariantCulture)} attempts";
}
