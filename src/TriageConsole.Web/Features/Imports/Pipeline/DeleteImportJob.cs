using Hangfire;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>
/// Takes a deleted import away: what came only from it, then a fresh judgement of the hosts it touched, then its rows and
/// its bytes. Run again after a kill it goes on.
/// </summary>
public sealed class DeleteImportJob(
    ImportRemoval removal, HostJudge judge, BaselineReader baseline, StorageFolder storage, IDbContextFactory<TriageContext> contexts, Notices notices)
{
    [AutomaticRetry(Attempts = 3)]
    [DisableConcurrentExecution(timeoutInSeconds: 3600)]
    public async Task RunAsync(long importId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await db.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == importId && i.State == ImportState.Deleting, cancellationToken);
        if (import is null)
            return;
        await removal.RemoveAsync(importId, cancellationToken);
        var hosts = await db.ImportHosts.Where(h => h.ImportId == importId).OrderBy(h => h.HostId).Select(h => h.HostId).ToListAsync(cancellationToken);
        var matcher = await baseline.ReadAsync(cancellationToken);
        foreach (var host in hosts)
            await judge.RunAsync(host, importId: 0, matcher, cancellationToken);

        // Before the row: a spooled file without one is taken for a leftover at the next start and imported again.
        if (storage.Holds(import.StoredPath))
            File.Delete(import.StoredPath);
        if (!await removal.ForgetAsync(importId, cancellationToken))
        {
            await db.Imports.Where(i => i.Id == importId).ExecuteUpdateAsync(
                set => set.SetProperty(i => i.State, ImportState.Cancelled).SetProperty(i => i.StoredPath, string.Empty)
                    .SetProperty(i => i.Error, "Deleted, but for the records that decided alerts rest on."),
                cancellationToken);
        }

        notices.Publish(Topic.Imports);
        notices.Publish(Topic.Alerts);
    }
}
