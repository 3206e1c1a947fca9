using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Features.Reports.Making;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Reports.Schedules;

/// <summary>What came of one attempt to send a report.</summary>
/// <param name="IsDelivered">It arrived.</param>
/// <param name="Words">What the other side said, or what went wrong, for people.</param>
/// <param name="IsFinal">The same again would fail in the same way.</param>
public sealed record SentReport(bool IsDelivered, string Words, bool IsFinal = false);

/// <summary>Sends the reports that wait in rows. An attempt is claimed first, so that no report goes out twice at once.</summary>
public sealed partial class ReportSender(
    IDbContextFactory<TriageContext> contexts, ReportMail mail, ReportDrop drop, ReportRows rows, OperationsNotices operations, IOptions<ReportsOptions> options, TimeProvider time, Notices notices,
    ILogger<ReportSender> logger)
{
    private const int FirstWaitSeconds = 60;
    private const int LongestAnswer = 500;
    private static readonly TimeSpan _attempt = TimeSpan.FromMinutes(15);

    /// <summary>Sends what is due; how many arrived.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<ReportRow> due;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            due = await db.Reports.AsNoTracking().Include(r => r.Files).Where(r => r.Delivery == ReportDelivery.Waiting && r.DeliveryNextUtc <= now && r.State == ReportState.Completed)
                .OrderBy(r => r.DeliveryNextUtc).ToListAsync(cancel);
        }

        var delivered = 0;
        foreach (var row in due)
        {
            if (await SendAsync(row, cancel))
                delivered++;
        }

        return delivered;
    }

    private async Task<bool> SendAsync(ReportRow row, CancellationToken cancel)
    {
        var attempt = row.DeliveryAttempts + 1;
        var until = time.GetUtcNow().UtcDateTime + _attempt;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var claimed = await db.Reports.Where(r => r.Id == row.Id && r.Delivery == ReportDelivery.Waiting && r.DeliveryAttempts == row.DeliveryAttempts)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.DeliveryAttempts, attempt).SetProperty(r => r.DeliveryNextUtc, until), cancel);
        if (claimed == 0)
            return false;
        var sent = row.Destination == ReportDestination.Mail ? await mail.SendAsync(row, cancel) : await drop.WriteAsync(row, cancel);
        var state = sent.IsDelivered ? ReportDelivery.Delivered : sent.IsFinal || attempt >= options.Value.MostAttempts ? ReportDelivery.GaveUp : ReportDelivery.Waiting;
        Log.Attempted(logger, row.Id, attempt, state);
        await WriteAsync(db, row, state, attempt, sent.Words);
        await TellAsync(row, state, sent.Words);
        return sent.IsDelivered;
    }

    // Not cancelled with the server: what was sent was sent, and the row must say so.
    private async Task WriteAsync(TriageContext db, ReportRow row, ReportDelivery state, int attempt, string words)
    {
        DateTime? next = state == ReportDelivery.Waiting ? time.GetUtcNow().UtcDateTime + Backoff.After(attempt, FirstWaitSeconds, null) : null;
        var answer = StorableText.Clean(words.Length <= LongestAnswer ? words : words[..LongestAnswer]);
        await db.Reports.Where(r => r.Id == row.Id && r.DeliveryAttempts == attempt).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.Delivery, state).SetProperty(r => r.DeliveryNextUtc, next).SetProperty(r => r.DeliveryAnswer, answer), CancellationToken.None);
        if (state != ReportDelivery.Waiting)
        {
            db.ReportHistory.Add(rows.Line(
                row, state == ReportDelivery.Delivered ? ReportAction.Delivered : ReportAction.NotDelivered, null, $"{ReportRows.Subject(row)}, to {(row.Destination == ReportDestination.Mail ? row.Recipients : "Reports:Folder")}: {answer}"));
            await db.SaveChangesAsync(CancellationToken.None);
        }

        notices.Publish(Topic.Reports);
    }

    private Task TellAsync(ReportRow row, ReportDelivery state, string words) => state == ReportDelivery.Delivered
        ? operations.ResolveAsync(ReportJob.Kind, Subject(row), CancellationToken.None)
        : operations.RaiseAsync(
            ReportJob.Kind, Subject(row),
            $"The report of {ReportRows.Subject(row)} could not be {(row.Destination == ReportDestination.Mail ? "mailed" : "written to Reports:Folder")}{(state == ReportDelivery.GaveUp ? ", and is not tried again by itself" : " yet, and is tried again")}. It can be downloaded on the Reports page. {words}",
            CancellationToken.None);

    private static string Subject(ReportRow row) => $"{ReportJob.SubjectOf(row)}-delivery";

    private static partial class Log
    {
        // Never what was sent nor to whom.
        [LoggerMessage(Level = LogLevel.Information, Message = "Sending report {ReportId}, attempt {Attempt}: {State}.")]
        public static partial void Attempted(ILogger logger, long reportId, int attempt, ReportDelivery state);
    }
}
