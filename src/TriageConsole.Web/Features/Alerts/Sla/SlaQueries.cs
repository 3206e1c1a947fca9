using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Alerts.Sla;

/// <summary>The times that alerts may wait, as admins set them.</summary>
public sealed class SlaQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    public async Task<SlaTimes> TimesAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var set = await db.SlaTargets.AsNoTracking().ToDictionaryAsync(t => t.Level, cancel);
        return new(Enum.GetValues<Severity>().ToDictionary(level => level, level => set.TryGetValue(level, out var row)
            ? row.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : (TimeSpan?)null
            : SlaTimes.Default.Of(level)));
    }

    public async Task<SlaClock> ClockAsync(CancellationToken cancel) => new(await TimesAsync(cancel), time.GetUtcNow().UtcDateTime);

    /// <summary>Who last changed them, and when; null while they are as shipped.</summary>
    public async Task<SlaTargetRow?> LastChangeAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.SlaTargets.AsNoTracking().OrderByDescending(t => t.ChangedUtc).FirstOrDefaultAsync(cancel);
    }

    /// <summary>For a filter's query: the times are read only where it asks for them.</summary>
    internal async Task<SlaClock> ClockAsync(AlertFilter filter, CancellationToken cancel) =>
        filter.Sla is null && filter.Sort != AlertSort.Due ? new(SlaTimes.Default, time.GetUtcNow().UtcDateTime) : await ClockAsync(cancel);
}
