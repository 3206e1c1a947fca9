using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Reports.Periods;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Reports.Making;

/// <summary>The rows of reports as their making changes them.</summary>
public sealed class ReportRows(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    /// <summary>Takes a report to be made; null where it is made already, or was given up.</summary>
    public async Task<ReportRow?> BeginAsync(long id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Reports.SingleOrDefaultAsync(r => r.Id == id && (r.State == ReportState.Queued || r.State == ReportState.Running), cancel) is not { } row)
            return null;
        (row.State, row.StartedUtc, row.Step, row.Done, row.Total) = (ReportState.Running, time.GetUtcNow().UtcDateTime, "Starting", 0, 0);
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Reports);
        return row;
    }

    /// <summary>Writes down what is being done; the answer is whether a person wants it to stop.</summary>
    public async Task<bool> StepAsync(long id, string step, int done, int total, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Reports.Where(r => r.Id == id).ExecuteUpdateAsync(set => set.SetProperty(r => r.Step, step).SetProperty(r => r.Done, done).SetProperty(r => r.Total, total), cancel);
        notices.Publish(Topic.Reports);
        return await IsCancelledAsync(db, id, cancel);
    }

    public async Task<bool> IsCancelledAsync(long id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await IsCancelledAsync(db, id, cancel);
    }

    /// <summary>It is made: its files, its state, its line of history, and that it waits to be sent, in one.</summary>
    public async Task CompleteAsync(long id, IReadOnlyList<ReportFileRow> files, string pdfNote)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var now = time.GetUtcNow().UtcDateTime;
        var row = await db.Reports.Include(r => r.Files).SingleAsync(r => r.Id == id);
        db.ReportFiles.RemoveRange(row.Files);
        row.Files.AddRange(files);
        (row.State, row.FinishedUtc, row.PdfNote, row.Step, row.Error, row.Done) = (ReportState.Completed, now, pdfNote, string.Empty, null, row.Total);
        if (row.Destination != ReportDestination.Here)
            (row.Delivery, row.DeliveryNextUtc) = (ReportDelivery.Waiting, now);
        db.ReportHistory.Add(Line(row, ReportAction.Made, null, $"{Subject(row)}: {string.Join("; ", files.Select(file => $"{file.Name} SHA-256 {file.Sha256}"))}"));
        await db.SaveChangesAsync();
        notices.Publish(Topic.Reports);
    }

    /// <summary>It ended without being made.</summary>
    public async Task EndAsync(long id, ReportState state, string? error)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var row = await db.Reports.SingleAsync(r => r.Id == id);
        (row.State, row.FinishedUtc, row.Error, row.Step) = (state, time.GetUtcNow().UtcDateTime, error, string.Empty);
        db.ReportHistory.Add(Line(row, state == ReportState.Cancelled ? ReportAction.Cancelled : ReportAction.Failed, null, error is null ? Subject(row) : $"{Subject(row)}: {error}"));
        await db.SaveChangesAsync();
        notices.Publish(Topic.Reports);
    }

    /// <summary>The key that packs are signed with was made: auditors should find when, and which.</summary>
    public async Task NoteKeyAsync(string fingerprint, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        db.ReportHistory.Add(new() { AtUtc = time.GetUtcNow().UtcDateTime, Action = ReportAction.KeyMade, Subject = $"SHA-256 {fingerprint}" });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A line of history, to be added to whatever transaction it tells of.</summary>
    public ReportHistoryRow Line(ReportRow row, ReportAction action, Actor? actor, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new() { AtUtc = time.GetUtcNow().UtcDateTime, UserName = actor?.Name, Address = actor?.Address, Action = action, ReportId = row.Id, Subject = subject ?? Subject(row) };
    }

    /// <summary>A report in a line.</summary>
    public static string Subject(ReportRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return $"{ReportPeriod.Words(row.FromDay, row.UntilDay)}, {row.Zone}{(row.GroupId is null ? string.Empty : $", hosts of {row.GroupName}")}{(row.HasPack ? ", with evidence pack" : string.Empty)}";
    }

    private static Task<bool> IsCancelledAsync(TriageContext db, long id, CancellationToken cancel) => db.Reports.AnyAsync(r => r.Id == id && r.CancelRequested, cancel);
}
