using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ImportHostConfiguration : IEntityTypeConfiguration<ImportHostRow>
{
    public void Configure(EntityTypeBuilder<ImportHostRow> builder)
    {
        // The hosts that have to be judged after an import.
        builder.HasKey(row => new { row.ImportId, row.HostId });
        builder.HasOne(row => row.Import).WithMany().HasForeignKey(row => row.ImportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);
    }
}
