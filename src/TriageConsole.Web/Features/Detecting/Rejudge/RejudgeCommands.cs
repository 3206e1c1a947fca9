using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Detecting.Rejudge;

/// <summary>What admins do with runs over history. The row is the truth; the job queue only the doorbell.</summary>
public sealed class RejudgeCommands(
    IDbContextFactory<TriageContext> contexts, DetectionRuntime runtime, RejudgeDoorbell doorbell, TimeProvider time, Notices notices)
{
    internal const string OneAtATime = "A run over history is under way. Wait for it, or cancel it first.";
    private const int KeptRuns = 50;

    /// <summary>Runs settings, and a baseline if the request says so, over history and writes no alert.</summary>
    public async Task<DetectionOutcome> TryAsync(Actor actor, RejudgeRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.TuneDetection);
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (request.SettingsVersion != 0 && !await db.DetectionSettings.AnyAsync(s => s.Number == request.SettingsVersion, cancel))
            return DetectionOutcome.Refused($"There is no version {request.SettingsVersion} of the settings.");
        await ForgetOldAsync(db, cancel);
        return await StartAsync(db, NewRun(actor, RejudgeMode.Try, request), cancel);
    }

    /// <summary>Judges all that is stored under what is in force: after the program or its data changed, or a run was cancelled.</summary>
    public async Task<DetectionOutcome> JudgeAgainAsync(Actor actor, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.TuneDetection);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await StartAsync(db, NewRun(actor, RejudgeMode.Apply, new(runtime.Current.SettingsVersion)), cancel);
    }

    /// <summary>Asks a run to stop after the host it is at.</summary>
    public async Task<DetectionOutcome> CancelAsync(Actor actor, long runId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.TuneDetection);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var asked = await db.RejudgeRuns.Where(r => r.Id == runId && r.Slot != null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelRequested, true), cancel);
        notices.Publish(Topic.Detection);
        return asked == 1 ? DetectionOutcome.Done(runId) : DetectionOutcome.Refused("The run has ended.");
    }

    /// <summary>Lets a cancelled or failed run go on after the last host it judged.</summary>
    public async Task<DetectionOutcome> ResumeAsync(Actor actor, long runId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.TuneDetection);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var run = await db.RejudgeRuns.FirstOrDefaultAsync(r => r.Id == runId && (r.State == RejudgeState.Cancelled || r.State == RejudgeState.Failed), cancel);
        if (run is null)
            return DetectionOutcome.Refused("Only a cancelled or failed run can go on.");
        if (run.Mode == RejudgeMode.Apply && run.SettingsVersion != runtime.Current.SettingsVersion)
            return DetectionOutcome.Refused($"Version {run.SettingsVersion} is no longer in force.");
        (run.State, run.Slot, run.CancelRequested, run.Error, run.FinishedUtc) = (RejudgeState.Queued, 1, false, null, null);
        return await StartAsync(db, run, cancel);
    }

    internal RejudgeRunRow NewRun(Actor actor, RejudgeMode mode, RejudgeRequest request) => new()
    {
        Mode = mode,
        Slot = 1,
        SettingsVersion = request.SettingsVersion,
        UsesJson = request.WriteUses(),
        RequestedBy = actor.Name,
        CreatedUtc = time.GetUtcNow().UtcDateTime,
    };

    private async Task<DetectionOutcome> StartAsync(TriageContext db, RejudgeRunRow run, CancellationToken cancel)
    {
        if (await db.RejudgeRuns.AnyAsync(r => r.Slot != null, cancel))
            return DetectionOutcome.Refused(OneAtATime);
        if (run.Id == 0)
            db.RejudgeRuns.Add(run);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Somebody else was first: the slot is taken.
            return DetectionOutcome.Refused(OneAtATime);
        }

        doorbell.Ring(run.Id);
        notices.Publish(Topic.Detection);
        return DetectionOutcome.Done(run.Id);
    }

    private static async Task ForgetOldAsync(TriageContext db, CancellationToken cancel)
    {
        var last = await db.RejudgeRuns.OrderByDescending(r => r.Id).Skip(KeptRuns - 1).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancel);
        if (last is { } kept)
            await db.RejudgeRuns.Where(r => r.Id < kept && r.Slot == null).ExecuteDeleteAsync(cancel);
    }
}
