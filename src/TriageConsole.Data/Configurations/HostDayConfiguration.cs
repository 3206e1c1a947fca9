using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class HostDayConfiguration : IEntityTypeConfiguration<HostDayRow>
{
    public void Configure(EntityTypeBuilder<HostDayRow> builder)
    {
        // Coverage of a host over time.
        builder.HasKey(row => new { row.HostId, row.Day, row.Component, row.ImportId });
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);

        // Coverage of all hosts in a range of days.
        builder.HasIndex(row => row.Day);

        // What goes with an import.
        builder.HasIndex(row => row.ImportId);
    }
}
