using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ModuleConfiguration : IEntityTypeConfiguration<ModuleRow>
{
    public void Configure(EntityTypeBuilder<ModuleRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne(row => row.Process).WithMany().HasForeignKey(row => row.ProcessId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.ImageLoaded).WithMany().HasForeignKey(row => row.ImageLoadedId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Signature).WithMany().HasForeignKey(row => row.SignatureId).OnDelete(DeleteBehavior.Restrict);

        // The modules of a process; one row a file and verdict however often it was loaded.
        builder.HasIndex(row => new { row.ProcessId, row.ImageLoadedId, row.SignatureId }).IsUnique();
    }
}
