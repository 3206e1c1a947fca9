using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;

namespace TriageConsole.Data;

/// <summary>
/// The one place that says what counts: everything but what an exercise put there. Whatever is counted, averaged, mined or told
/// of the estate starts here; what people work on (the queue, an alert, the hunt) does not.
/// </summary>
public static class CountedRows
{
    public static IQueryable<AlertRow> Counted(this IQueryable<AlertRow> alerts) => alerts.Where(alert => alert.ExerciseId == null);

    /// <summary>The same for a walk along an index that holds all that is read: it asks the alert itself for nothing more.</summary>
    public static IQueryable<AlertRow> Counted(this IQueryable<AlertRow> alerts, TriageContext db) =>
        alerts.Where(alert => !db.Alerts.Where(other => other.ExerciseId != null).Select(other => other.Id).Contains(alert.Id));

    public static IQueryable<ProxyDayRow> Counted(this IQueryable<ProxyDayRow> days, TriageContext db) =>
        days.Where(day => !db.Imports.Where(import => import.ExerciseId != null).Select(import => import.Id).Contains(day.ImportId));

    public static IQueryable<AlertFindingRow> Counted(this IQueryable<AlertFindingRow> findings) => findings.Where(finding => finding.Alert!.ExerciseId == null);

    public static IQueryable<HostRow> Counted(this IQueryable<HostRow> hosts) => hosts.Where(host => host.ExerciseId == null);

    public static IQueryable<ImportRow> Counted(this IQueryable<ImportRow> imports) => imports.Where(import => import.ExerciseId == null);

    public static IQueryable<ApprovedUseRow> Counted(this IQueryable<ApprovedUseRow> uses) => uses.Where(use => use.ExerciseId == null);

    public static IQueryable<CaseRow> Counted(this IQueryable<CaseRow> cases) => cases.Where(one => one.ExerciseId == null);

    // A list of the few computers that do not count, looked up once: a join would look at the computer of every row.
    public static IQueryable<HostDayRow> Counted(this IQueryable<HostDayRow> days, TriageContext db) => days.Where(day => !db.ExerciseHosts().Contains(day.HostId));

    public static IQueryable<ProcessRow> Counted(this IQueryable<ProcessRow> processes, TriageContext db) =>
        processes.Where(process => !db.ExerciseHosts().Contains(process.HostId));

    public static IQueryable<SignalFailureRow> Counted(this IQueryable<SignalFailureRow> failures, TriageContext db) =>
        failures.Where(failure => !db.ExerciseHosts().Contains(failure.HostId));

    /// <summary>The computers that an exercise invented.</summary>
    public static IQueryable<int> ExerciseHosts(this TriageContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Hosts.Where(host => host.ExerciseId != null).Select(host => host.Id);
    }
}
