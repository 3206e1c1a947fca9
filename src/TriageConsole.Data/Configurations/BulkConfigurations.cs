using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class BulkRunConfiguration : IEntityTypeConfiguration<BulkRunRow>
{
    public void Configure(EntityTypeBuilder<BulkRunRow> builder)
    {
        builder.HasMany(row => row.Items).WithOne(row => row.Run).HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.Cascade);

        // What a person did last.
        builder.HasIndex(row => new { row.RequestedById, row.Id });

        // What is not finished, and selections that nothing came of.
        builder.HasIndex(row => row.State).HasFilter("\"State\" IN (0, 1, 2, 6, 7)");
    }
}

internal sealed class BulkRunItemConfiguration : IEntityTypeConfiguration<BulkRunItemRow>
{
    public void Configure(EntityTypeBuilder<BulkRunItemRow> builder)
    {
        builder.HasKey(row => new { row.RunId, row.Position });
        builder.ComplexProperty(row => row.Before);
        builder.ComplexProperty(row => row.After);

        // What is left to do of a run, and what was left.
        builder.HasIndex(row => new { row.RunId, row.State, row.Position });
    }
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedViewRow>
{
    public void Configure(EntityTypeBuilder<SavedViewRow> builder)
    {
        // Two views of one name could not be told apart by who has them.
        builder.HasIndex(row => new { row.OwnerId, row.NameKey }).IsUnique();
    }
}

internal sealed class SlaTargetConfiguration : IEntityTypeConfiguration<SlaTargetRow>
{
    public void Configure(EntityTypeBuilder<SlaTargetRow> builder)
    {
        builder.HasKey(row => row.Level);
        builder.Property(row => row.Level).ValueGeneratedNever();
    }
}
