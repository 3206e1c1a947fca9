using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Data.Configurations;

internal sealed class AlertHistoryConfiguration : IEntityTypeConfiguration<AlertHistoryRow>
{
    public void Configure(EntityTypeBuilder<AlertHistoryRow> builder)
    {
        builder.HasOne(row => row.Run).WithMany().HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.SetNull);

        // The history of an alert in order.
        builder.HasIndex(row => new { row.AlertId, row.AtUtc });

        // What was done in a period: reports and their audit extract.
        builder.HasIndex(row => row.AtUtc);

        // When alerts were escalated. Few ever are.
        builder.HasIndex(row => new { row.AlertId, row.AtUtc, row.RunId }).HasDatabaseName("IX_AlertHistory_Escalated")
            .HasFilter($"\"Action\" = {(int)AlertAction.Escalated}");
    }
}
