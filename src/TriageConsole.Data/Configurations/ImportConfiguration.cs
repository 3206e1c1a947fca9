using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ImportConfiguration : IEntityTypeConfiguration<ImportRow>
{
    public void Configure(EntityTypeBuilder<ImportRow> builder)
    {
        // Unfinished imports are rung again at start.
        builder.HasIndex(row => row.State);

        // The same file twice is recognised.
        builder.HasIndex(row => row.Sha256);
        builder.HasMany(row => row.Files).WithOne(row => row.Import).HasForeignKey(row => row.ImportId).OnDelete(DeleteBehavior.Cascade);

        // What belongs to an exercise. Hardly any does.
        builder.HasIndex(row => row.ExerciseId).HasFilter("\"ExerciseId\" IS NOT NULL");
    }
}
