using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class DetectionSettingsConfiguration : IEntityTypeConfiguration<DetectionSettingsRow>
{
    public void Configure(EntityTypeBuilder<DetectionSettingsRow> builder)
    {
        builder.HasKey(row => row.Number);

        // Two admins at once: the later one gets the next number.
        builder.Property(row => row.Number).ValueGeneratedNever();

        // A decision on a draft that somebody else decided first fails.
        builder.Property(row => row.State).IsConcurrencyToken();

        // The one in force; there can be no second.
        builder.HasIndex(row => row.State).IsUnique().HasFilter("\"State\" = 1");
    }
}

internal sealed class HostJudgementConfiguration : IEntityTypeConfiguration<HostJudgementRow>
{
    public void Configure(EntityTypeBuilder<HostJudgementRow> builder)
    {
        builder.HasKey(row => row.HostId);
        builder.Property(row => row.HostId).ValueGeneratedNever();
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignalFailureConfiguration : IEntityTypeConfiguration<SignalFailureRow>
{
    public void Configure(EntityTypeBuilder<SignalFailureRow> builder)
    {
        // Replaced by host; there are few, so that counting by signal needs no index.
        builder.HasKey(row => new { row.HostId, row.SignalId });
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RejudgeRunConfiguration : IEntityTypeConfiguration<RejudgeRunRow>
{
    // Not more than one at a time, whoever asks.
    public void Configure(EntityTypeBuilder<RejudgeRunRow> builder) => builder.HasIndex(row => row.Slot).IsUnique();
}

internal sealed class RejudgeChangeConfiguration : IEntityTypeConfiguration<RejudgeChangeRow>
{
    public void Configure(EntityTypeBuilder<RejudgeChangeRow> builder)
    {
        builder.HasOne(row => row.Run).WithMany().HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.Cascade);

        // The samples of a run, weightiest first.
        builder.HasIndex(row => new { row.RunId, row.Kind, row.Weight });
    }
}

internal sealed class RejudgeSignalConfiguration : IEntityTypeConfiguration<RejudgeSignalRow>
{
    public void Configure(EntityTypeBuilder<RejudgeSignalRow> builder)
    {
        builder.HasKey(row => new { row.RunId, row.SignalId });
        builder.HasOne(row => row.Run).WithMany().HasForeignKey(row => row.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
