using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Reports.Making;

/// <summary>Removes reports that were kept for long enough; their lines of history stay.</summary>
public sealed class ReportRetention(IDbContextFactory<TriageContext> contexts, ReportFolder folder, ReportRows rows, IOptions<ReportsOptions> options, TimeProvider time, Notices notices)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.KeepDays == 0)
            return;
        var before = time.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeepDays);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var old = await db.Reports.Where(r => r.CreatedUtc < before && r.State != ReportState.Queued && r.State != ReportState.Running && r.Delivery != ReportDelivery.Waiting).ToListAsync(cancellationToken);
        foreach (var row in old)
        {
            folder.Remove(row.Id);
            db.ReportHistory.Add(rows.Line(row, ReportAction.Expired, null));
            db.Reports.Remove(row);
        }

        await db.SaveChangesAsync(cancellationToken);
        if (old.Count > 0)
            notices.Publish(Topic.Reports);
    }
}
