using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ReportConfiguration : IEntityTypeConfiguration<ReportRow>
{
    public void Configure(EntityTypeBuilder<ReportRow> builder)
    {
        builder.HasMany(row => row.Files).WithOne(row => row.Report).HasForeignKey(row => row.ReportId).OnDelete(DeleteBehavior.Cascade);

        // What is to be made, at start; there are few.
        builder.HasIndex(row => row.State);

        // What is due to be sent. Most reports go nowhere.
        builder.HasIndex(row => row.DeliveryNextUtc).HasFilter("\"Delivery\" = 1");
    }
}

internal sealed class ReportFileConfiguration : IEntityTypeConfiguration<ReportFileRow>
{
    // The files of a report.
    public void Configure(EntityTypeBuilder<ReportFileRow> builder) => builder.HasIndex(row => row.ReportId);
}

internal sealed class ReportHistoryConfiguration : IEntityTypeConfiguration<ReportHistoryRow>
{
    // The latest; what fell into a period.
    public void Configure(EntityTypeBuilder<ReportHistoryRow> builder) => builder.HasIndex(row => row.AtUtc);
}
