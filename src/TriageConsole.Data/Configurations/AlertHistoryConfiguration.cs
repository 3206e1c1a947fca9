using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class AlertHistoryConfiguration : IEntityTypeConfiguration<AlertHistoryRow>
{
    public void Configure(EntityTypeBuilder<AlertHistoryRow> builder)
    {
        // The history of an alert in order.
        builder.HasIndex(row => new { row.AlertId, row.AtUtc });
    }
}
