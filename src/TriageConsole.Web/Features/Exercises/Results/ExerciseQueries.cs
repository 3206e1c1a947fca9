using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Exercises;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Exercises.Results;

/// <summary>
/// Exercises as somebody may see them. A blind one that runs does not exist for whoever does not run exercises; names of others
/// are for those who do.
/// </summary>
public sealed class ExerciseQueries(IDbContextFactory<TriageContext> contexts)
{
    public const int MostListed = 200;

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<ExerciseLine>> ListAsync(Actor actor, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await Visible(db, actor).Include(row => row.Items).Include(row => row.People).AsSplitQuery()
            .OrderByDescending(row => row.Id).Take(MostListed).ToListAsync(cancel);
        var lines = new List<ExerciseLine>(rows.Count);
        foreach (var row in rows)
            lines.Add(new(row, ExerciseFigures.Of(row.Items, await ExerciseMeasures.ReadAsync(db, row, cancel)), row.People.Count));
        return lines;
    }

    /// <summary>One exercise; null where there is none that the actor may see.</summary>
    public async Task<ExerciseView?> FindAsync(Actor actor, long id, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await Visible(db, actor).Include(row => row.Items).Include(row => row.People).AsSplitQuery().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } row)
            return null;
        var results = await ExerciseMeasures.ReadAsync(db, row, cancel);
        var opens = await ExerciseMeasures.OpensAsync(db, id, cancel);
        var seesAll = actor.May(Policies.ManageExercises);
        var raised = row.Items.Where(item => item.State == ExerciseItemState.Raised).ToList();

        // What an announced exercise holds is its secret while it runs.
        var shown = row.State == ExerciseState.Running && !seesAll ? [] : row.Items.OrderBy(item => item.Position).ToList();
        return new()
        {
            Exercise = row,
            Figures = ExerciseFigures.Of(row.Items, results),
            Items = [.. shown.Select(item => new ExerciseItemView(item, results[item.Id]))],
            People = [.. row.People.Where(person => seesAll || Domain.Comparers.UserName.Equals(person.UserName, actor.Name))
                .OrderBy(person => person.UserName, StringComparer.OrdinalIgnoreCase).Select(person => PersonResult.Of(person.UserName, raised, results, opens))],
            SeesAll = seesAll,
            Viewer = actor.Name,
        };
    }

    /// <summary>What an alert is in the exercise that runs; null where it is in none, or the actor is not told yet.</summary>
    public async Task<ExerciseAlertView?> OfAlertAsync(Actor actor, Guid alertId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var alert = await db.Alerts.AsNoTracking().Where(row => row.PublicId == alertId && row.ExerciseId != null)
            .Select(row => new { row.ExerciseId, row.FirstImportId, row.FirstDecidedUtc, row.IsBlind }).SingleOrDefaultAsync(cancel);
        if (alert is null || !ExerciseRules.IsTold(actor.May(Policies.ManageExercises), alert.IsBlind, alert.FirstDecidedUtc is not null))
            return null;
        var item = await db.ExerciseItems.AsNoTracking().Include(row => row.Exercise)
            .FirstOrDefaultAsync(row => row.ExerciseId == alert.ExerciseId && row.ImportId == alert.FirstImportId, cancel);
        return item is null ? null : View(item, alert.FirstDecidedUtc is not null || actor.May(Policies.ManageExercises));
    }

    /// <summary>What an alert that is gone was; null where it was in no exercise.</summary>
    public async Task<ExerciseAlertView?> WasAsync(Actor actor, Guid alertId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var link = await db.ExerciseAlerts.AsNoTracking().Include(row => row.Item!.Exercise)
            .SingleOrDefaultAsync(row => row.AlertId == alertId && row.Item!.Exercise!.State != ExerciseState.Running, cancel);
        return link is null ? null : View(link.Item!, isDecided: true);
    }

    // Announced and not decided yet, an alert is called an exercise, and no more than that.
    private static ExerciseAlertView View(ExerciseItemRow item, bool isDecided) => new(
        item.ExerciseId, item.Exercise!.Name, item.Exercise.State != ExerciseState.Running,
        isDecided ? item : new ExerciseItemRow
        {
            Scenario = string.Empty,
            Evasion = string.Empty,
            Subject = string.Empty,
            Technique = string.Empty,
            Host = item.Host,
            Account = item.Account,
        });

    private static IQueryable<ExerciseRow> Visible(TriageContext db, Actor actor) => actor.May(Policies.ManageExercises)
        ? db.Exercises.AsNoTracking()
        : db.Exercises.AsNoTracking().Where(row => row.State != ExerciseState.Running || !row.IsBlind);
}
