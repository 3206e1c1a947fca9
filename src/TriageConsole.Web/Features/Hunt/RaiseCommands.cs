using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Facts;
using TriageConsole.Data.Judging;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;
using Severity = TriageConsole.Domain.Detection.Severity;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>How raising by hand ended.</summary>
/// <param name="AlertId">The alert, also where it was there before.</param>
/// <param name="Faults">Why there is none; each a sentence.</param>
public sealed record RaiseResult(Guid? AlertId, IReadOnlyList<string> Faults);

/// <summary>
/// Raises an alert on a process that a person found. It stands in the queue like any other; judging never takes it away,
/// since a person had to do with it, and gives it findings where it comes to have some.
/// </summary>
public sealed class RaiseCommands(
    IDbContextFactory<TriageContext> contexts, ProcessFactsReader reader, DetectionRuntime detection, TimeProvider time, Notices notices)
{
    private const int LongestSummary = 200;

    public async Task<RaiseResult> RaiseAsync(Actor actor, long processId, Severity level, string? reason, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        var note = NoteRules.Clean(reason);
        List<string> faults = [];
        NoteRules.Check(note, "Reason: say why this process is worth an alert.", faults);
        if (!Enum.IsDefined(level))
            faults.Add("Level: there is no such level.");
        if (faults.Count > 0)
            return new(null, faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await KnownAsync(db, processId, cancel) is { } known)
            return new(known, []);
        var row = await db.Processes.AsNoTracking().Where(p => p.Id == processId).Select(p => new { p.HostId, p.ParentId, p.FirstImportId }).SingleOrDefaultAsync(cancel);
        if (row is null)
            return new(null, ["This process is not stored any more; it went with its import or by retention."]);
        var around = await reader.ByIdAsync(row.ParentId is { } parent ? [processId, parent] : [processId], cancel);
        var alert = New(actor, around, processId, level, note!, row.HostId, row.FirstImportId);
        (alert.ExerciseId, alert.IsBlind) = await AlertWriter.ExerciseOfAsync(db, row.HostId, cancel);
        db.Alerts.Add(alert);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Somebody raised it in the same moment, or judging did: then that one is the alert.
            await using var again = await contexts.CreateDbContextAsync(cancel);
            if (await KnownAsync(again, processId, cancel) is not { } theirs)
                throw;
            return new(theirs, []);
        }

        notices.Publish(Topic.Alerts);
        return new(alert.PublicId, []);
    }

    private static Task<Guid?> KnownAsync(TriageContext db, long processId, CancellationToken cancel) =>
        db.Alerts.Where(a => a.ProxyProcessId == processId).Select(a => (Guid?)a.PublicId).FirstOrDefaultAsync(cancel);

    private AlertRow New(Actor actor, IReadOnlyList<ProcessFacts> around, long processId, Severity level, string note, int hostId, long importId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var summary = note.ReplaceLineEndings(" ");
        if (summary.Length > LongestSummary)
            summary = string.Concat(summary.AsSpan(0, LongestSummary - 1), "…");
        var current = detection.Current;
        var verdict = current.Engine.Raise(around, processId, level, $"Raised by {actor.Name}: {summary}");
        var process = around.Single(p => p.Id == processId);
        return new()
        {
            PublicId = new AlertKey(process.Host, process.ProcessGuid, process.ProcessId, process.StartUtc).ToGuid(),
            HostId = hostId,
            ProxyProcessId = processId,
            Level = verdict.Level,
            Score = verdict.Score,
            Completeness = verdict.Completeness,
            Technique = verdict.Technique,
            Summary = verdict.Summary,
            Chain = verdict.Chain,
            Fingerprint = verdict.Fingerprint,
            User = process.User,
            FirstUtc = verdict.FirstUtc,
            LastUtc = verdict.LastUtc,
            DetailJson = VerdictDetail.ToJson(verdict),
            JudgedWith = current.JudgedWith,
            SettingsVersion = current.SettingsVersion,
            JudgedUtc = now,
            CreatedUtc = now,
            FirstImportId = importId,
            Processes = [.. verdict.Members.Select((m, order) => new AlertProcessRow { ProcessId = m.ProcessId, Role = m.Role, Order = order })],
            History = [new AlertHistoryRow { AtUtc = now, Action = AlertAction.Raised, UserName = actor.Name, Address = actor.Address, To = AlertStatus.Open, Note = note }],
        };
    }
}
