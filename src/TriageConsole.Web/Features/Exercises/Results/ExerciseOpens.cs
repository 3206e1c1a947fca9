using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Exercises.Results;

/// <summary>Notes when somebody who takes part first opens an alert of an exercise. Of no other alert is it noted who looks at it.</summary>
public sealed class ExerciseOpens(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    public async Task NoteAsync(Actor actor, Guid alertId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var item = await db.Alerts.Where(alert => alert.PublicId == alertId && alert.ExerciseId != null)
            .Join(db.ExerciseItems, alert => alert.FirstImportId, row => row.ImportId, (_, row) => row)
            .Where(row => row.Exercise!.State == ExerciseState.Running && row.Exercise.People.Any(person => person.UserName == actor.Name))
            .Select(row => (long?)row.Id).FirstOrDefaultAsync(cancel);
        if (item is not { } id || await db.ExerciseOpens.AnyAsync(open => open.ItemId == id && open.UserName == actor.Name, cancel))
            return;
        db.ExerciseOpens.Add(new ExerciseOpenRow { ItemId = id, UserName = actor.Name, AtUtc = time.GetUtcNow().UtcDateTime });
        try
        {
            await db.SaveChangesAsync(cancel);
            notices.Publish(Topic.Exercises);
        }
        catch (DbUpdateException)
        {
            // Opened in two windows at once: the other one noted it.
        }
    }
}
