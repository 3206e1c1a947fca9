using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ProxyDayConfiguration : IEntityTypeConfiguration<ProxyDayRow>
{
    public void Configure(EntityTypeBuilder<ProxyDayRow> builder)
    {
        // What all hosts, or some, started in a range of days.
        builder.HasKey(row => new { row.HostId, row.Day, row.ImageNameId, row.ImportId });
        builder.HasOne(row => row.ImageName).WithMany().HasForeignKey(row => row.ImageNameId).OnDelete(DeleteBehavior.Restrict);

        // What goes with an import.
        builder.HasIndex(row => row.ImportId);
    }
}
