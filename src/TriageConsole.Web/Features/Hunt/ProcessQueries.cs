using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>One process as its page shows it.</summary>
/// <param name="Process">The process.</param>
/// <param name="Records">The way back to its records.</param>
/// <param name="Alerts">Alerts whose chain it belongs to.</param>
/// <param name="IsRaised">Whether one of them is its own.</param>
public sealed record ProcessDetails(ChainProcess Process, IReadOnlyList<RawRecord> Records, IReadOnlyList<AlertQueueRow> Alerts, bool IsRaised);

/// <summary>Reads one process with what stands around it.</summary>
public sealed class ProcessQueries(IDbContextFactory<TriageContext> contexts, AlertTreeQueries trees)
{
    private const int MostAlerts = 20;

    private static readonly VerdictDetail _nothing = new([], [], [], [], []);

    public async Task<ProcessDetails?> FindAsync(long id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await ChainProcesses.LoadAsync(db, [id], cancel) is not [var process])
            return null;
        var alerts = await AlertQueueQueries.Rows(db.Alerts.Where(a => a.Processes.Any(p => p.ProcessId == id)).OrderByDescending(a => a.Id)).Take(MostAlerts).ToListAsync(cancel);
        var isRaised = await db.Alerts.AnyAsync(a => a.ProxyProcessId == id, cancel);
        return new(process, await ChainProcesses.RecordsAsync(db, [id], cancel), alerts, isRaised);
    }

    public Task<IReadOnlyList<ProcessTreeNode>> TreeAsync(ChainProcess process, OpenedNodes opened, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(process);
        return trees.LoadAsync([process], _nothing, process.Id, process.Id, opened, cancel);
    }
}
