using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ExerciseConfiguration :
    IEntityTypeConfiguration<ExerciseRow>,
    IEntityTypeConfiguration<ExercisePersonRow>,
    IEntityTypeConfiguration<ExerciseItemRow>,
    IEntityTypeConfiguration<ExerciseAlertRow>,
    IEntityTypeConfiguration<ExerciseOpenRow>
{
    public void Configure(EntityTypeBuilder<ExerciseRow> builder)
    {
        // Not more than one at a time, whoever starts it.
        builder.HasIndex(row => row.Slot).IsUnique();
        builder.HasMany(row => row.Items).WithOne(row => row.Exercise).HasForeignKey(row => row.ExerciseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(row => row.People).WithOne(row => row.Exercise).HasForeignKey(row => row.ExerciseId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ExercisePersonRow> builder) => builder.HasKey(row => new { row.ExerciseId, row.UserName });

    // The scenarios of an exercise in order.
    public void Configure(EntityTypeBuilder<ExerciseItemRow> builder) => builder.HasIndex(row => new { row.ExerciseId, row.Position });

    public void Configure(EntityTypeBuilder<ExerciseAlertRow> builder)
    {
        builder.HasKey(row => row.AlertId);
        builder.Property(row => row.AlertId).ValueGeneratedNever();
        builder.HasOne(row => row.Item).WithMany().HasForeignKey(row => row.ItemId).OnDelete(DeleteBehavior.Cascade);

        // The alerts of a scenario.
        builder.HasIndex(row => row.ItemId);
    }

    public void Configure(EntityTypeBuilder<ExerciseOpenRow> builder)
    {
        builder.HasKey(row => new { row.ItemId, row.UserName });
        builder.HasOne(row => row.Item).WithMany().HasForeignKey(row => row.ItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
