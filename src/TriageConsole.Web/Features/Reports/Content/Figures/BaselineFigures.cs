using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Reports.Content.Figures;

/// <summary>The approved uses as they stand when the report is made, and what was decided about them in the period.</summary>
/// <param name="Uses">All, those in force first.</param>
/// <param name="Changes">What people did to them in the period, oldest first.</param>
public sealed record BaselineFigures(IReadOnlyList<UseLine> Uses, IReadOnlyList<UseChangeLine> Changes)
{
    public IEnumerable<UseLine> InForce => Uses.Where(use => use.Standing is UseStanding.Active or UseStanding.Expiring);

    public int Expiring => Uses.Count(use => use.Standing == UseStanding.Expiring);

    public int SelfApproved => InForce.Count(use => use.SelfApproved);

    public int Ownerless => InForce.Count(use => use.Attentions.Contains(UseAttention.Ownerless));

    public int Unused => InForce.Count(use => use.Attentions.Contains(UseAttention.Unused));

    public int ReviewDue => InForce.Count(use => use.Attentions.Contains(UseAttention.ReviewDue));

    public static async Task<BaselineFigures> ReadAsync(ReportScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var rows = await scope.Db.ApprovedUses.Counted().AsNoTracking().ToListAsync(cancel);
        var gone = await BaselineQueries.OwnersGoneAsync(scope.Db, rows, cancel);
        var drifts = await BaselineQueries.DriftsAsync(scope.Db, cancel);
        var lines = rows.ConvertAll(row => BaselineQueries.Line(row, scope.NowUtc, [], gone, drifts));
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        var invented = scope.Db.ApprovedUses.Where(use => use.ExerciseId != null).Select(use => use.Id);
        var changes = await scope.Db.ApprovedUseVersions.AsNoTracking().Where(v => v.AtUtc >= from && v.AtUtc < end && !invented.Contains(v.UseId)).OrderBy(v => v.AtUtc).ThenBy(v => v.Id)
            .Select(v => new { v.UseId, v.Number, v.Change, v.By, v.AtUtc, v.Note, v.ContentJson }).ToListAsync(cancel);
        return new(
            [.. lines.OrderBy(Order).ThenBy(line => line.Title, StringComparer.OrdinalIgnoreCase).ThenBy(line => line.Id)],
            [.. changes.Select(v => new UseChangeLine(v.UseId, v.Number, TitleOf(v.ContentJson), v.Change, v.By, v.AtUtc, v.Note))]);
    }

    private static int Order(UseLine line) => line.Standing switch
    {
        UseStanding.Expiring => 0,
        UseStanding.Active => 1,
        UseStanding.Proposed => 2,
        UseStanding.Expired => 3,
        UseStanding.Retired => 4,
        _ => 5,
    };

    private static string TitleOf(string json) => UseRecord.ReadContent(json)?.Title ?? string.Empty;
}

/// <summary>Somebody did something to an approved use.</summary>
public sealed record UseChangeLine(Guid UseId, int Number, string Title, UseChange Change, string By, DateTime AtUtc, string? Note);
