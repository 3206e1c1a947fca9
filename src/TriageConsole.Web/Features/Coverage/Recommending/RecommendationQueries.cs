using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage.Health;

namespace TriageConsole.Web.Features.Coverage.Recommending;

/// <summary>What to do about telemetry, with what each would change: from a report and from what the stored chains lack.</summary>
public sealed class RecommendationQueries(IDbContextFactory<TriageContext> contexts)
{
    // As long as somebody holds a report, its advice stays with it: a page that is opened again shows the same of both.
    private readonly ConditionalWeakTable<HealthReport, IReadOnlyList<Recommendation>> _known = new();

    public async Task<IReadOnlyList<Recommendation>> OfAsync(HealthReport report, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (_known.TryGetValue(report, out var known))
            return known;
        var found = Recommendations.Of(report, await EvidenceAsync(report, cancel));
        _known.AddOrUpdate(report, found);
        return found;
    }

    // One statement: chains by host, and what the proxy of each lacks.
    private async Task<IReadOnlyDictionary<int, ChainEvidence>> EvidenceAsync(HealthReport report, CancellationToken cancel)
    {
        var from = report.From?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var until = report.To is { } to && to < DateOnly.MaxValue ? to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : (DateTime?)null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.Alerts.Counted().Where(a => (from == null || a.FirstUtc >= from) && (until == null || a.FirstUtc < until))
            .Select(a => new
            {
                a.HostId,
                NoCommandLine = a.ProxyProcess!.CommandLineId == null ? 1 : 0,
                NoSignature = a.ProxyProcess.SignatureId == null && (a.ProxyProcess.FileHashId == null || a.ProxyProcess.FileHash!.SignatureId == null) ? 1 : 0,
                NoParent = a.ProxyProcess.ParentId == null || a.ProxyProcess.Parent!.Witnesses == WitnessKind.None ? 1 : 0,
                NoHash = a.ProxyProcess.FileHashId == null ? 1 : 0,
                PowerShell = a.Chain.Contains("powershell") || a.Chain.Contains("pwsh") ? 1 : 0,
            })
            .GroupBy(a => a.HostId)
            .Select(g => new
            {
                g.Key,
                Chains = g.Count(),
                NoCommandLine = g.Sum(a => a.NoCommandLine),
                NoSignature = g.Sum(a => a.NoSignature),
                NoParent = g.Sum(a => a.NoParent),
                NoHash = g.Sum(a => a.NoHash),
                PowerShell = g.Sum(a => a.PowerShell),
            })
            .ToListAsync(cancel);
        return rows.ToDictionary(r => r.Key, r => new ChainEvidence(r.Chains, r.NoCommandLine, r.NoSignature, r.NoParent, r.NoHash, r.PowerShell));
    }
}
