using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class EscalationConfiguration : IEntityTypeConfiguration<EscalationRow>
{
    public void Configure(EntityTypeBuilder<EscalationRow> builder)
    {
        builder.HasOne(row => row.Case).WithMany(row => row.Escalations).HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Alert).WithMany().HasForeignKey(row => row.AlertId).OnDelete(DeleteBehavior.Restrict);

        // The escalations of a case, and of an alert.
        builder.HasIndex(row => row.CaseId);
        builder.HasIndex(row => row.AlertId);
    }
}
