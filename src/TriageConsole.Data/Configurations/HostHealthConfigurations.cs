using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class HostHoursConfiguration : IEntityTypeConfiguration<HostHoursRow>
{
    public void Configure(EntityTypeBuilder<HostHoursRow> builder)
    {
        // A host's hours over time.
        builder.HasKey(row => new { row.HostId, row.Day, row.ImportId });
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);

        // The hours of all hosts in a range of days; what retention takes.
        builder.HasIndex(row => row.Day);

        // What goes with an import.
        builder.HasIndex(row => row.ImportId);
    }
}

internal sealed class RecordRangeConfiguration : IEntityTypeConfiguration<RecordRangeRow>
{
    public void Configure(EntityTypeBuilder<RecordRangeRow> builder)
    {
        // A host's logs in the order of their numbers.
        builder.HasKey(row => new { row.HostId, row.ChannelId, row.First, row.ImportId });
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Channel).WithMany().HasForeignKey(row => row.ChannelId).OnDelete(DeleteBehavior.Restrict);

        // What goes with an import, and what an import goes on from.
        builder.HasIndex(row => row.ImportId);
    }
}
