using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Hosts;

namespace TriageConsole.Web.Features.Coverage.Period;

/// <summary>Looks up what a filter means: counted days end with the last telemetry, a group has hosts.</summary>
public sealed class ScopeQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    public async Task<CoverageScope> ReadAsync(CoverageFilter filter, TimeZoneInfo zone, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var hosts = await GroupHosts.OfAsync(db, filter.Group, cancel);
        if (hosts is not null)
        {
            var invented = await db.ExerciseHosts().ToListAsync(cancel);
            hosts = [.. hosts.Except(invented)];
        }

        return new()
        {
            Filter = filter,
            Span = CoverageSpan.Of(filter, await HostTelemetry.MomentAsync(db, now, cancel), now, zone),
            Hosts = hosts,
            Groups = await GroupHosts.NamesAsync(db, cancel),
        };
    }
}
