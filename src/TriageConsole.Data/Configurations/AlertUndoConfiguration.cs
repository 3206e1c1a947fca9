using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class AlertUndoConfiguration : IEntityTypeConfiguration<AlertUndoRow>
{
    public void Configure(EntityTypeBuilder<AlertUndoRow> builder)
    {
        // Only the last decision on an alert can be taken back.
        builder.HasKey(row => row.AlertId);
        builder.Property(row => row.AlertId).ValueGeneratedNever();
        builder.HasOne(row => row.Alert).WithOne().HasForeignKey<AlertUndoRow>(row => row.AlertId).OnDelete(DeleteBehavior.Cascade);

        // What a person did last.
        builder.HasIndex(row => new { row.UserName, row.AtUtc });

        // What was decided in one go.
        builder.HasIndex(row => row.RunId);
    }
}
