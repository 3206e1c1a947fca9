using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class EscalationTargetConfiguration : IEntityTypeConfiguration<EscalationTargetRow>
{
    // Two targets of one name could not be told apart.
    public void Configure(EntityTypeBuilder<EscalationTargetRow> builder) => builder.HasIndex(row => row.NameKey).IsUnique();
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.HasOne(row => row.Escalation).WithMany().HasForeignKey(row => row.EscalationId).OnDelete(DeleteBehavior.Cascade);

        // What was sent stays on record when its target goes.
        builder.HasOne(row => row.Target).WithMany().HasForeignKey(row => row.TargetId).OnDelete(DeleteBehavior.SetNull);

        // The deliveries of an escalation; no target has one of it twice.
        builder.HasIndex(row => new { row.EscalationId, row.TargetId }).IsUnique();

        // What is due.
        builder.HasIndex(row => row.NextUtc).HasFilter("\"State\" = 0");

        // What a target still has to get, and what it got in the last minute.
        builder.HasIndex(row => new { row.TargetId, row.LastUtc });
    }
}
