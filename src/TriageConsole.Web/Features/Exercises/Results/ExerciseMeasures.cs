using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Exercises;

namespace TriageConsole.Web.Features.Exercises.Results;

/// <summary>
/// Reads what people made of the scenarios: while an exercise runs from the histories of its alerts, to which lines are only ever
/// added, so that nothing has to be noted beside them; afterwards from what was frozen.
/// </summary>
internal static class ExerciseMeasures
{
    /// <summary>The results by item.</summary>
    public static async Task<IReadOnlyDictionary<long, ItemResult>> ReadAsync(TriageContext db, ExerciseRow exercise, CancellationToken cancel)
    {
        if (exercise.State != ExerciseState.Running)
            return exercise.Items.ToDictionary(item => item.Id, ItemResult.Frozen);
        var opens = await OpensAsync(db, exercise.Id, cancel);
        var lines = await db.AlertHistory.AsNoTracking()
            .Where(line => line.Alert!.ExerciseId == exercise.Id && line.UserName != null
                && (line.Action == AlertAction.Allowed || line.Action == AlertAction.Escalated || line.Action == AlertAction.Closed || line.Action == AlertAction.AddedToCase))
            .OrderBy(line => line.Id)
            .Select(line => new { line.Alert!.FirstImportId, line.UserName, line.AtUtc, line.Action, line.To, line.Outcome, line.Note }).ToListAsync(cancel);
        var byImport = lines.ToLookup(line => line.FirstImportId, line => new WhoDecided(line.UserName!, line.AtUtc, ExerciseRules.Of(line.Action, line.To, line.Outcome), line.Note));
        return exercise.Items.ToDictionary(
            item => item.Id, item => ItemResult.Of(item, [.. opens[item.Id]], item.ImportId is { } import ? [.. byImport[import]] : []));
    }

    /// <summary>Who first opened what, by item.</summary>
    public static async Task<ILookup<long, WhoWhen>> OpensAsync(TriageContext db, long exerciseId, CancellationToken cancel) =>
        (await db.ExerciseOpens.AsNoTracking().Where(open => open.Item!.ExerciseId == exerciseId)
            .Select(open => new { open.ItemId, open.UserName, open.AtUtc }).ToListAsync(cancel))
        .ToLookup(open => open.ItemId, open => new WhoWhen(open.UserName, open.AtUtc));
}
