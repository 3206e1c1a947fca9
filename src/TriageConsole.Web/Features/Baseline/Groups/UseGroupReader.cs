using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline.Groups;

/// <summary>The groups as detection wants them.</summary>
public sealed class UseGroupReader(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>The groups where a condition names one; else none are read.</summary>
    public async Task<UseGroups> ForAsync(IReadOnlyList<UseCondition> conditions, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        if (!conditions.Any(condition => UseGroups.KindOf(condition.Field) is not null))
            return UseGroups.Empty;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await ReadAsync(db, cancel);
    }

    public static async Task<UseGroups> ReadAsync(TriageContext db, CancellationToken cancel) => UseGroups.Create(await AllAsync(db, cancel));

    public static async Task<List<UseGroup>> AllAsync(TriageContext db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return [.. (await db.UseGroups.AsNoTracking().OrderBy(row => row.Kind).ThenBy(row => row.NameKey).ToListAsync(cancel)).Select(row => row.ToGroup())];
    }
}
