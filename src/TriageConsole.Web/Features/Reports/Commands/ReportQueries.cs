using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Reports.Commands;

/// <summary>What the page shows.</summary>
/// <param name="Reports">Latest first.</param>
/// <param name="ReportsLeft">Older ones that are not listed.</param>
/// <param name="Schedules">By name.</param>
/// <param name="Groups">Host groups to choose from.</param>
/// <param name="History">The latest lines, latest first.</param>
public sealed record ReportsView(
    IReadOnlyList<ReportRow> Reports, int ReportsLeft, IReadOnlyList<ReportScheduleRow> Schedules, IReadOnlyList<GroupChoice> Groups, IReadOnlyList<ReportHistoryRow> History)
{
    public string GroupName(Guid? id) => id is null ? string.Empty : Groups.FirstOrDefault(group => group.Id == id)?.Name ?? "a group that is gone";
}

public sealed record GroupChoice(Guid Id, string Name);

/// <summary>Reports, schedules, and what was done with them.</summary>
public sealed class ReportQueries(IDbContextFactory<TriageContext> contexts)
{
    private const int MostReports = 100;
    private const int MostLines = 50;

    public async Task<ReportsView> ReadAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var reports = await db.Reports.AsNoTracking().Include(r => r.Files.OrderBy(f => f.Kind)).OrderByDescending(r => r.Id).Take(MostReports).ToListAsync(cancel);
        return new(
            reports,
            reports.Count < MostReports ? 0 : await db.Reports.CountAsync(cancel) - reports.Count,
            await db.ReportSchedules.AsNoTracking().OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(cancel),
            await db.UseGroups.AsNoTracking().Where(g => g.Kind == UseGroupKind.Hosts).OrderBy(g => g.NameKey).Select(g => new GroupChoice(g.Id, g.Name)).ToListAsync(cancel),
            await db.ReportHistory.AsNoTracking().OrderByDescending(h => h.AtUtc).ThenByDescending(h => h.Id).Take(MostLines).ToListAsync(cancel));
    }
}
