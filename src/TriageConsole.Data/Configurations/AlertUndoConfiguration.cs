using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class AlertUndoConfiguration : IEntityTypeConfiguration<AlertUndoRow>
{
    public void Configure(EntityTypeBuilder<AlertUndoRow> builder)
    {
        // The last decision of each person on an alert: who is overtaken is still told so.
        builder.HasKey(row => new { row.AlertId, row.UserName });
        builder.HasOne(row => row.Alert).WithMany().HasForeignKey(row => row.AlertId).OnDelete(DeleteBehavior.Cascade);

        // What a person did last.
        builder.HasIndex(row => new { row.UserName, row.AtUtc });

        // What was decided in one go.
        builder.HasIndex(row => row.RunId);
    }
}
