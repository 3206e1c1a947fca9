using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class WitnessConfiguration : IEntityTypeConfiguration<WitnessRow>
{
    public void Configure(EntityTypeBuilder<WitnessRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne(row => row.ImportFile).WithMany().HasForeignKey(row => row.ImportFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Channel).WithMany().HasForeignKey(row => row.ChannelId).OnDelete(DeleteBehavior.Restrict);

        // A record is a witness once.
        builder.HasIndex(row => new { row.ImportFileId, row.RecordIndex, row.EventId }).IsUnique();

        // The way from a process to its raw records.
        builder.HasIndex(row => row.ProcessId);
    }
}
