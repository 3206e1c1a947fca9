using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Exercises.Results;

namespace TriageConsole.Web.Features.Reports.Content.Figures;

/// <summary>An exercise that ended, with its frozen results.</summary>
public sealed record ExerciseResult(ExerciseRow Row, ExerciseFigures Figures)
{
    /// <summary>Those that ended in the period, of the whole console. One that runs is told of by nobody but who runs it.</summary>
    public static async Task<IReadOnlyList<ExerciseResult>> ReadAsync(ReportScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        var rows = await scope.Db.Exercises.AsNoTracking().Include(row => row.Items).Include(row => row.People).AsSplitQuery()
            .Where(row => row.State != ExerciseState.Running && row.EndedUtc >= from && row.EndedUtc < end).OrderBy(row => row.EndedUtc).ToListAsync(cancel);
        return [.. rows.Select(row => new ExerciseResult(row, ExerciseFigures.Of(row.Items, row.Items.ToDictionary(item => item.Id, ItemResult.Frozen))))];
    }
}
