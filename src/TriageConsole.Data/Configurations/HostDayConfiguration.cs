using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class HostDayConfiguration : IEntityTypeConfiguration<HostDayRow>
{
    public void Configure(EntityTypeBuilder<HostDayRow> builder)
    {
        // Coverage of a host over time.
        builder.HasKey(row => new { row.HostId, row.Day, row.Component });
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);

        // Coverage of all hosts in a range of days.
        builder.HasIndex(row => row.Day);
    }
}
