using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>Reads how telemetry stands from roll-ups alone: a handful of statements, however many hosts there are.</summary>
public sealed class HealthQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    /// <param name="from">First UTC day; null from the beginning.</param>
    /// <param name="to">Last UTC day; null for the last with telemetry.</param>
    /// <param name="hostIds">Only these hosts; null for all.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<HealthReport> ReadAsync(DateOnly? from, DateOnly? to, IReadOnlyCollection<int>? hostIds, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await HealthReader.ReadAsync(db, new(from, to, hostIds), time.GetUtcNow().UtcDateTime, cancel);
    }
}
