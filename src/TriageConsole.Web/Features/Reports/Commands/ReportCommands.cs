using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Reports.Making;
using TriageConsole.Web.Features.Reports.Periods;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Reports.Commands;

/// <summary>What managers and admins do with reports; reading one is noted here as well, whoever does it.</summary>
public sealed class ReportCommands(IDbContextFactory<TriageContext> contexts, ReportRows rows, ReportFolder folder, ReportDoorbell doorbell, TimeProvider time, Notices notices)
{
    internal const int MostWaiting = 10;

    /// <summary>Asks for a report; it is made as a job.</summary>
    public async Task<ReportOutcome> MakeAsync(Actor actor, ReportRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.MakeReports);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Faults().ToList() is { Count: > 0 } faults)
            return new(0, faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Reports.CountAsync(r => r.State == ReportState.Queued || r.State == ReportState.Running, cancel) >= MostWaiting)
            return ReportOutcome.Refused($"{MostWaiting} reports wait to be made already. Wait for them, or cancel some.");
        var groupName = string.Empty;
        if (request.GroupId is { } group)
        {
            if (await db.UseGroups.Where(g => g.Id == group && g.Kind == UseGroupKind.Hosts).Select(g => g.Name).FirstOrDefaultAsync(cancel) is not { } name)
                return ReportOutcome.Refused("There is no such host group any more.");
            groupName = name;
        }

        var row = new ReportRow
        {
            FromDay = request.From,
            UntilDay = request.Until,
            Zone = ZoneDays.Find(request.Zone)!.Id,
            GroupId = request.GroupId,
            GroupName = groupName,
            HasPack = request.HasPack,
            RequestedBy = actor.Name,
            CreatedUtc = time.GetUtcNow().UtcDateTime,
        };
        db.Reports.Add(row);
        await db.SaveChangesAsync(cancel);
        await NoteAsync(db, row, ReportAction.Requested, actor, null, cancel);
        doorbell.Ring(row.Id);
        return new(row.Id, []);
    }

    /// <summary>Stops the making of a report; nothing of it is kept.</summary>
    public async Task CancelAsync(Actor actor, long id, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.MakeReports);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Reports.Where(r => r.Id == id && r.State == ReportState.Running).ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelRequested, true), cancel);
        var now = time.GetUtcNow().UtcDateTime;
        if (await db.Reports.Where(r => r.Id == id && r.State == ReportState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ReportState.Cancelled).SetProperty(r => r.FinishedUtc, now), cancel) == 1)
        {
            await NoteAsync(db, await db.Reports.SingleAsync(r => r.Id == id, cancel), ReportAction.Cancelled, actor, null, cancel);
        }

        notices.Publish(Topic.Reports);
    }

    /// <summary>Removes a report with its files; its lines of history stay.</summary>
    public async Task<ReportOutcome> DeleteAsync(Actor actor, long id, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.MakeReports);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Reports.SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } row)
            return new(id, []);
        if (row.State is ReportState.Queued or ReportState.Running)
            return ReportOutcome.Refused("It is being made. Cancel it first.");
        db.Reports.Remove(row);
        db.ReportHistory.Add(rows.Line(row, ReportAction.Deleted, actor));
        await db.SaveChangesAsync(cancel);
        folder.Remove(id);
        notices.Publish(Topic.Reports);
        return new(id, []);
    }

    /// <summary>Sends a report again that was given up.</summary>
    public async Task SendAgainAsync(Actor actor, long id, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.MakeReports);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Reports.Where(r => r.Id == id && r.Delivery == ReportDelivery.GaveUp).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.Delivery, ReportDelivery.Waiting).SetProperty(r => r.DeliveryAttempts, 0).SetProperty(r => r.DeliveryNextUtc, now), cancel);
        notices.Publish(Topic.Reports);
    }

    /// <summary>A file to hand out, with the download on record; null where there is none.</summary>
    public async Task<(ReportFileRow File, string Path)?> OpenAsync(Actor actor, long reportId, long fileId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.ReportFiles.Include(f => f.Report).SingleOrDefaultAsync(f => f.Id == fileId && f.ReportId == reportId, cancel) is not { Report: { } report } file)
            return null;

        // A pack names people and where they came from.
        if (file.Kind == ReportFileKind.Pack)
            Permissions.Require(actor, Policies.MakeReports);
        var path = folder.PathOf(file);
        if (!File.Exists(path))
            return null;
        await NoteAsync(db, report, ReportAction.Downloaded, actor, $"{file.Name} SHA-256 {file.Sha256}", cancel);
        return (file, path);
    }

    private async Task NoteAsync(TriageContext db, ReportRow row, ReportAction action, Actor actor, string? subject, CancellationToken cancel)
    {
        db.ReportHistory.Add(rows.Line(row, action, actor, subject));
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Reports);
    }
}
