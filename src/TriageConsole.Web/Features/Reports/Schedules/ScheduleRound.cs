using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Features.Reports.Making;
using TriageConsole.Web.Features.Reports.Periods;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Reports.Schedules;

/// <summary>Asks for the reports that are due. Of what was missed while the console stood still only the latest is made.</summary>
public sealed class ScheduleRound(IDbContextFactory<TriageContext> contexts, ReportRows rows, ReportDoorbell doorbell, OperationsNotices operations, TimeProvider time, Notices notices)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<ReportScheduleRow> due;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
            due = await db.ReportSchedules.AsNoTracking().Where(s => s.IsOn && s.NextUtc <= now).ToListAsync(cancel);
        foreach (var schedule in due)
            await AskAsync(schedule, now, cancel);
    }

    private async Task AskAsync(ReportScheduleRow schedule, DateTime now, CancellationToken cancel)
    {
        var subject = FormattableString.Invariant($"schedule-{schedule.Id}");
        if (ZoneDays.Find(schedule.Zone) is not { } zone)
        {
            await operations.RaiseAsync(ReportJob.Kind, subject, $"The scheduled report “{schedule.Name}” is not made: this machine knows no time zone {schedule.Zone}. Change the schedule on the Reports page.", cancel);
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var next = ScheduleTimes.NextUtc(schedule, zone, now);
        var taken = await db.ReportSchedules.Where(s => s.Id == schedule.Id && s.IsOn && s.NextUtc == schedule.NextUtc)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.NextUtc, next).SetProperty(s => s.LastUtc, now), cancel);
        if (taken == 0)
            return;
        var period = ScheduleTimes.PeriodAt(schedule, zone, now);
        var row = new ReportRow
        {
            FromDay = period.From,
            UntilDay = period.Until,
            Zone = zone.Id,
            GroupId = schedule.GroupId,
            GroupName = schedule.GroupId is { } group ? await db.UseGroups.Where(g => g.Id == group).Select(g => g.Name).FirstOrDefaultAsync(cancel) ?? string.Empty : string.Empty,
            HasPack = schedule.HasPack,
            ScheduleId = schedule.Id,
            ScheduleName = schedule.Name,
            CreatedUtc = now,
            Destination = schedule.Destination,
            Recipients = schedule.Recipients,
        };
        db.Reports.Add(row);
        await db.SaveChangesAsync(cancel);
        db.ReportHistory.Add(rows.Line(row, ReportAction.Requested, null, $"{ReportRows.Subject(row)}, by schedule {schedule.Name}"));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        doorbell.Ring(row.Id);
        notices.Publish(Topic.Reports);
    }
}
