using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Reports.Periods;
using TriageConsole.Web.Features.Reports.Schedules;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Reports.Commands;

/// <summary>What managers and admins do with schedules.</summary>
public sealed class ScheduleCommands(IDbContextFactory<TriageContext> contexts, ReportMail mail, IOptions<ReportsOptions> options, TimeProvider time, Notices notices)
{
    internal const int Most = 50;

    public async Task<ReportOutcome> SaveAsync(Actor actor, ScheduleEdit edit, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.MakeReports);
        ArgumentNullException.ThrowIfNull(edit);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        List<string> faults = [.. edit.Faults()];
        if (edit.Destination == ReportDestination.Mail && !mail.IsConfigured)
            faults.Add("Mail: there is no mail server in the settings (Mail:Host).");
        if (edit.Destination == ReportDestination.Folder && options.Value.Folder.Length == 0)
            faults.Add("Folder: there is none in the settings (Reports:Folder).");
        if (edit.GroupId is { } group && !await db.UseGroups.AnyAsync(g => g.Id == group && g.Kind == UseGroupKind.Hosts, cancel))
            faults.Add("There is no such host group any more.");
        if (edit.Id is null && await db.ReportSchedules.CountAsync(cancel) >= Most)
            faults.Add($"There are {Most} schedules already.");
        if (faults.Count > 0)
            return new(0, faults);
        var row = edit.Id is { } id ? await db.ReportSchedules.SingleOrDefaultAsync(s => s.Id == id, cancel) : null;
        if (edit.Id is not null && row is null)
            return ReportOutcome.Refused("The schedule was removed meanwhile.");
        row ??= db.ReportSchedules.Add(new() { Name = edit.Name, Zone = edit.Zone, ChangedBy = actor.Name }).Entity;
        Write(edit, row, actor);
        db.ReportHistory.Add(Line(row, edit.Id is null ? ReportAction.ScheduleAdded : ReportAction.ScheduleChanged, actor));
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Reports);
        return new(row.Id, []);
    }

    public async Task SwitchAsync(Actor actor, long id, bool isOn, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.MakeReports);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.ReportSchedules.SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } row || row.IsOn == isOn)
            return;
        Write(ScheduleEdit.Of(row) with { IsOn = isOn }, row, actor);
        db.ReportHistory.Add(Line(row, ReportAction.ScheduleChanged, actor));
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Reports);
    }

    public async Task RemoveAsync(Actor actor, long id, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.MakeReports);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.ReportSchedules.SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } row)
            return;
        db.ReportSchedules.Remove(row);
        db.ReportHistory.Add(Line(row, ReportAction.ScheduleRemoved, actor));
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Reports);
    }

    // The next time counts from now on: a schedule that is switched on again does not make up for what it missed.
    private void Write(ScheduleEdit edit, ReportScheduleRow row, Actor actor)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var zone = ZoneDays.Find(edit.Zone);
        (row.Name, row.IsOn, row.Cadence, row.Day, row.Hour, row.Zone) = (edit.Name.Trim(), edit.IsOn, edit.Cadence, edit.Day, edit.Hour, zone?.Id ?? edit.Zone);
        (row.GroupId, row.HasPack, row.Destination) = (edit.GroupId, edit.HasPack, edit.Destination);
        row.Recipients = edit.Destination == ReportDestination.Mail ? string.Join(", ", ReportMail.Addresses(edit.Recipients)) : string.Empty;
        (row.ChangedBy, row.ChangedUtc) = (actor.Name, now);
        if (zone is not null)
            row.NextUtc = ScheduleTimes.NextUtc(row, zone, now);
    }

    private ReportHistoryRow Line(ReportScheduleRow row, ReportAction action, Actor actor) => new()
    {
        AtUtc = time.GetUtcNow().UtcDateTime,
        UserName = actor.Name,
        Address = actor.Address,
        Action = action,
        Subject = $"{row.Name}{(row.IsOn ? string.Empty : " (off)")}: {ReportWords.When(row)}{(row.HasPack ? ", with evidence pack" : string.Empty)}{(row.Destination switch { ReportDestination.Mail => $", by mail to {row.Recipients}", ReportDestination.Folder => ", to Reports:Folder", _ => string.Empty })}",
    };
}
