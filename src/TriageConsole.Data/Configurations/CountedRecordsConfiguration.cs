using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class CountedRecordsConfiguration : IEntityTypeConfiguration<CountedRecordsRow>
{
    public void Configure(EntityTypeBuilder<CountedRecordsRow> builder)
    {
        // Who holds these records?
        builder.HasKey(row => new { row.HostId, row.ChannelId, row.Component, row.Day, row.Part, row.ImportId });
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Channel).WithMany().HasForeignKey(row => row.ChannelId).OnDelete(DeleteBehavior.Restrict);

        // What goes with an import.
        builder.HasIndex(row => row.ImportId);
    }
}
