using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class AlertProcessConfiguration : IEntityTypeConfiguration<AlertProcessRow>
{
    public void Configure(EntityTypeBuilder<AlertProcessRow> builder)
    {
        builder.HasKey(row => new { row.AlertId, row.ProcessId });
        builder.HasOne(row => row.Process).WithMany().HasForeignKey(row => row.ProcessId).OnDelete(DeleteBehavior.Restrict);

        // The alerts that a process is part of.
        builder.HasIndex(row => row.ProcessId);
    }
}
