using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class SelfTestRunConfiguration : IEntityTypeConfiguration<SelfTestRunRow>
{
    // Not more than one at a time, whoever asks.
    public void Configure(EntityTypeBuilder<SelfTestRunRow> builder) => builder.HasIndex(row => row.Slot).IsUnique();
}

internal sealed class SelfTestResultConfiguration : IEntityTypeConfiguration<SelfTestResultRow>
{
    public void Configure(EntityTypeBuilder<SelfTestResultRow> builder)
    {
        builder.HasOne(row => row.Run).WithMany().HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.Cascade);

        // The results of a run.
        builder.HasIndex(row => row.RunId);
    }
}

internal sealed class OperationsNoticeConfiguration : IEntityTypeConfiguration<OperationsNoticeRow>
{
    // The open ones; there can be no second about the same thing.
    public void Configure(EntityTypeBuilder<OperationsNoticeRow> builder) =>
        builder.HasIndex(row => new { row.Kind, row.Subject }).IsUnique().HasFilter("\"ResolvedUtc\" IS NULL");
}
