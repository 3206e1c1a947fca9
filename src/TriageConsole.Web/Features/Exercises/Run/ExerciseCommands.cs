using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Exercises.Plan;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Exercises.Run;

/// <summary>What leads do with exercises.</summary>
public sealed class ExerciseCommands(
    IDbContextFactory<TriageContext> contexts, ExercisePlanner planner, PeopleNames people, ExerciseClock clock, TimeProvider time, Notices notices)
{
    private const string Another = "Another exercise is under way; one runs at a time.";

    /// <summary>Starts an exercise: its id, or why there can be none, each a sentence.</summary>
    public async Task<(long? Id, IReadOnlyList<string> Faults)> StartAsync(Actor actor, ExerciseWish wish, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ManageExercises);
        ArgumentNullException.ThrowIfNull(wish);
        List<string> faults = [.. wish.Faults()];
        var takingPart = await TakingPartAsync(wish, faults, cancel);
        if (faults.Count > 0)
            return (null, faults);
        var now = time.GetUtcNow().UtcDateTime;
        var (items, refused) = await planner.DrawAsync(wish, now, cancel);
        if (refused.Count > 0)
            return (null, refused);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Exercises.AnyAsync(row => row.Slot != null, cancel))
            return (null, [Another]);
        var exercise = new ExerciseRow
        {
            Name = NoteRules.Clean(wish.Name)!,
            Slot = 1,
            IsBlind = wish.IsBlind,
            IsForAll = wish.People is null,
            CreatedBy = actor.Name,
            CreatedUtc = now,
            DueUtc = now.AddMinutes(wish.Minutes),
            Items = [.. items],
            People = [.. takingPart.Select(name => new ExercisePersonRow { UserName = name })],
        };
        db.Exercises.Add(exercise);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Somebody started one at the same moment: the place is taken.
            await using var again = await contexts.CreateDbContextAsync(cancel);
            if (!await again.Exercises.AnyAsync(row => row.Slot != null, cancel))
                throw;
            return (null, [Another]);
        }

        clock.Ring();
        notices.Publish(Topic.Exercises);
        return (exercise.Id, []);
    }

    /// <summary>Asks an exercise to end now; false where it does not run any more.</summary>
    public async Task<bool> EndAsync(Actor actor, long id, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ManageExercises);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var asked = await db.Exercises.Where(row => row.Id == id && row.State == ExerciseState.Running && row.EndRequestedBy == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.EndRequestedBy, actor.Name), cancel);
        clock.Ring();
        notices.Publish(Topic.Exercises);
        return asked == 1;
    }

    /// <summary>Who can take part: whoever may decide; in a blind one not those who are told of it.</summary>
    public async Task<IReadOnlyList<string>> EligibleAsync(bool isBlind, CancellationToken cancel)
    {
        var deciders = await people.WhoMayAsync(Policies.DecideAlerts, cancel);
        if (!isBlind)
            return deciders;
        var leads = (await people.WhoMayAsync(Policies.ManageExercises, cancel)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. deciders.Where(name => !leads.Contains(name))];
    }

    private async Task<IReadOnlyList<string>> TakingPartAsync(ExerciseWish wish, List<string> faults, CancellationToken cancel)
    {
        var eligible = await EligibleAsync(wish.IsBlind, cancel);
        if (wish.People is null)
        {
            if (eligible.Count == 0)
                faults.Add(wish.IsBlind ? "People: there is no analyst who is not told of exercises; add one, or announce it." : "People: nobody may decide alerts.");
            return eligible;
        }

        faults.AddRange(wish.People.Where(name => !eligible.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => $"People: {name} may not decide alerts{(wish.IsBlind ? ", or is told of exercises" : string.Empty)}."));
        return [.. eligible.Where(name => wish.People.Contains(name, StringComparer.OrdinalIgnoreCase))];
    }
}
