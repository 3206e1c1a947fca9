using Hangfire;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Features.Reports.Evidence;

namespace TriageConsole.Web.Features.Reports.Making;

/// <summary>
/// Makes one report. Takes the id and nothing else; one that was cut short is made anew, since it takes seconds and must be of one moment.
/// </summary>
public sealed partial class ReportJob(
    ReportMaker maker, ReportRows rows, ReportFolder folder, InstanceKey key, OperationsNotices operations, TimeProvider time, ILogger<ReportJob> logger)
{
    /// <summary>Kind of the notices.</summary>
    public const string Kind = "report";

    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    // Two at once would read the whole estate side by side, and one rung twice must not be made twice.
    private static readonly SemaphoreSlim _gate = new(1, 1);

    // A report that failed says why on its row and waits for a person.
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(long reportId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await rows.BeginAsync(reportId, cancellationToken) is { } row)
                await MakeAsync(row, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What notices about a report are about: its schedule, so that the next good one resolves them.</summary>
    public static string SubjectOf(ReportRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return FormattableString.Invariant($"schedule-{row.ScheduleId}");
    }

    private async Task MakeAsync(ReportRow row, CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watch = WatchAsync(row.Id, both);
        try
        {
            if (row.HasPack && !key.Exists)
                await rows.NoteKeyAsync(key.Public().Fingerprint, CancellationToken.None);
            var made = await maker.MakeAsync(row, folder.Begin(row.Id), async (step, done, total) =>
            {
                if (await rows.StepAsync(row.Id, step, done, total, both.Token))
                    await both.CancelAsync();
                both.Token.ThrowIfCancellationRequested();
            }, both.Token);
            folder.Finish(row.Id);
            await rows.CompleteAsync(row.Id, made.Files, made.PdfNote);
            if (row.ScheduleId is not null)
                await operations.ResolveAsync(Kind, SubjectOf(row), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops: the row stays unfinished and is rung again at the next start.
            throw;
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            folder.Remove(row.Id);
            await rows.EndAsync(row.Id, ReportState.Cancelled, null);
        }
        catch (Exception e)
        {
            Log.Failed(logger, row.Id, e);
            folder.Remove(row.Id);
            var why = e is InvalidDataException or EvidenceKeyException ? e.Message : $"{e.GetType().Name}: {e.Message}";
            await rows.EndAsync(row.Id, ReportState.Failed, why);
            if (row.ScheduleId is not null)
                await operations.RaiseAsync(Kind, SubjectOf(row), $"The scheduled report “{row.ScheduleName}” of {ReportRows.Subject(row)} could not be made. {why}", CancellationToken.None);
        }
        finally
        {
            await both.CancelAsync();
            await watch;
        }
    }

    // A long query asks nobody whether it is still wanted.
    private async Task WatchAsync(long id, CancellationTokenSource both)
    {
        try
        {
            while (!await rows.IsCancelledAsync(id, both.Token))
                await Task.Delay(_look, time, both.Token);
            await both.CancelAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or System.Data.Common.DbException)
        {
            // It ended; or the database is away for a moment, which the work itself will say.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Report {ReportId} failed.")]
        public static partial void Failed(ILogger logger, long reportId, Exception exception);
    }
}
