using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class PendingAccessConfiguration : IEntityTypeConfiguration<PendingAccessRow>
{
    public void Configure(EntityTypeBuilder<PendingAccessRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);

        // A process arrives: who opened it?
        builder.HasIndex(row => new { row.HostId, row.TargetGuid, row.SourceGuid }).IsUnique();
    }
}
