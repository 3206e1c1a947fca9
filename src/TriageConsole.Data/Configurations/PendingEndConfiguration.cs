using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class PendingEndConfiguration : IEntityTypeConfiguration<PendingEndRow>
{
    public void Configure(EntityTypeBuilder<PendingEndRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.ImageName).WithMany().HasForeignKey(row => row.ImageNameId).OnDelete(DeleteBehavior.Restrict);

        // A process arrives: did its end come before it?
        builder.HasIndex(row => new { row.HostId, row.ProcessGuid }).HasFilter("\"ProcessGuid\" IS NOT NULL");
        builder.HasIndex(row => new { row.HostId, row.ProcessId, row.UtcTime });
    }
}
