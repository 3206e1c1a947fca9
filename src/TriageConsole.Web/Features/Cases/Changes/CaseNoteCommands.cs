using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Cases.Changes;

/// <summary>What people write into a case.</summary>
public sealed class CaseNoteCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    public const int LongestNote = 20_000;

    /// <summary>Adds a note in Markdown; whoever it names with <c>@</c> is told.</summary>
    public async Task<DecisionResult> AddAsync(Actor actor, long caseId, string? text, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        var note = NoteRules.Clean(text);
        if (note is null)
            return new DecisionResult.Invalid(["Note: it is empty."]);
        if (note.Length > LongestNote)
            return new DecisionResult.Invalid([$"Note: {note.Length} characters; at most {LongestNote} are kept."]);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await CaseChange.TakeAsync(db, caseId, now, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            taken.Case.Notes.Add(new CaseNoteRow { AtUtc = now, Author = actor.Name, Text = note });
            taken.Record(actor, now, CaseAction.Noted, null);
            await NotificationRows.AddMentionedAsync(
                db, actor, note, new(NotificationKind.Mentioned, $"Case {caseId}: {taken.Case.Title}") { CaseId = caseId }, now, cancel);
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Cases);
            notices.Publish(Topic.Notifications);
            return done;
        }
    }
}
