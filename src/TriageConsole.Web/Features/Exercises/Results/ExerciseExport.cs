using System.Globalization;
using System.Text;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Features.Exports;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Exercises.Results;

/// <summary>Results as CSV, as far as the reader may see them.</summary>
public sealed class ExerciseExport(ExerciseQueries queries)
{
    /// <summary>A line an exercise.</summary>
    public async Task<string> ListAsync(Actor actor, CancellationToken cancel)
    {
        var output = new StringBuilder("\uFEFF");
        CsvLine.Append(
            output, "id", "name", "kind", "started_utc", "ended_utc", "state", "end", "started_by", "people", "scenarios", "measured", "right", "wrong", "unclear", "missed",
            "right_percent", "open_seconds", "decide_seconds", "escalate_seconds");
        foreach (var (exercise, figures, people) in await queries.ListAsync(actor, cancel))
        {
            CsvLine.Append(
                output, Number(exercise.Id), exercise.Name, exercise.IsBlind ? "blind" : "announced", Time(exercise.CreatedUtc), Time(exercise.EndedUtc),
                ExerciseWords.Of(exercise.State), ExerciseWords.Of(exercise.End), exercise.CreatedBy, Number(people), Number(figures.Scenarios), Number(figures.Raised), Number(figures.Right),
                Number(figures.Wrong), Number(figures.Unclear), Number(figures.Open), figures.RightShare?.ToString(CultureInfo.InvariantCulture),
                Seconds(figures.TimeToOpen), Seconds(figures.TimeToDecide), Seconds(figures.TimeToEscalate));
        }

        return output.ToString();
    }

    /// <summary>A line a scenario; null where there is no such exercise.</summary>
    public async Task<string?> ItemsAsync(Actor actor, long id, CancellationToken cancel)
    {
        if (await queries.FindAsync(actor, id, cancel) is not { } view)
            return null;
        var output = new StringBuilder("\uFEFF");
        CsvLine.Append(
            output, "scenario", "form", "kind", "technique", "subject", "host", "account", "command_line", "level", "score", "state", "raised_utc", "opened_utc", "opened_by", "decided_utc",
            "decided_by", "decision", "mark", "open_seconds", "decide_seconds", "escalate_seconds", "note");
        foreach (var (item, result) in view.Items)
        {
            CsvLine.Append(
                output, item.Scenario, ExerciseWords.Form(item.Evasion), ExerciseWords.Kind(item.IsAttack), item.Technique, item.Subject, item.Host, item.Account, item.CommandLine,
                item.State == ExerciseItemState.Raised ? item.Level.ToString() : null, item.State == ExerciseItemState.Raised ? Number(item.Score) : null,
                ExerciseWords.Of(item.State), Time(item.RaisedUtc), Time(result.OpenedUtc), view.Name(result.OpenedBy), Time(result.DecidedUtc), view.Name(result.DecidedBy),
                ExerciseWords.Of(result.Decision), item.State == ExerciseItemState.Raised ? ExerciseWords.Of(result.Mark, view.IsRunning) : null,
                Seconds(result.OpenedUtc - item.RaisedUtc), Seconds(result.DecidedUtc - item.RaisedUtc), Seconds(result.EscalatedUtc - item.RaisedUtc),
                view.SeesAll || view.Name(result.DecidedBy) == view.Viewer ? result.Note : null);
        }

        return output.ToString();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Seconds(TimeSpan? span) => span is { } taken ? Number((long)taken.TotalSeconds) : null;

    private static string? Time(DateTime? utc) => utc?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

public static class ExerciseEndpoints
{
    public static void MapExercises(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(AppRoutes.ExercisesCsv, async (ExerciseExport export, HttpContext http) =>
            BaselineEndpoints.Download(http, await export.ListAsync(Actor.From(http.User, null)!, http.RequestAborted), "text/csv; charset=utf-8", "exercises.csv"))
            .RequireAuthorization(Policies.ReadTriage);
        endpoints.MapGet(AppRoutes.ExerciseCsv, async (ExerciseExport export, HttpContext http, long id) =>
            await export.ItemsAsync(Actor.From(http.User, null)!, id, http.RequestAborted) is { } text
                ? BaselineEndpoints.Download(http, text, "text/csv; charset=utf-8", FormattableString.Invariant($"exercise-{id}.csv"))
                : TypedResults.NotFound())
            .RequireAuthorization(Policies.ReadTriage);
    }
}
