using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class AlertConfiguration : IEntityTypeConfiguration<AlertRow>
{
    public void Configure(EntityTypeBuilder<AlertRow> builder)
    {
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.ProxyProcess).WithMany().HasForeignKey(row => row.ProxyProcessId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Case).WithMany(row => row.Alerts).HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.SetNull);
        builder.HasMany(row => row.Findings).WithOne(row => row.Alert).HasForeignKey(row => row.AlertId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(row => row.Processes).WithOne(row => row.Alert).HasForeignKey(row => row.AlertId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(row => row.History).WithOne(row => row.Alert).HasForeignKey(row => row.AlertId).OnDelete(DeleteBehavior.Cascade);

        // Two people, or a person and a judgement, on one alert: the later one must look again.
        builder.Property(row => row.Version).IsConcurrencyToken();

        // The alert's link.
        builder.HasIndex(row => row.PublicId).IsUnique();

        // One alert a chain: judging again finds it here.
        builder.HasIndex(row => row.ProxyProcessId).IsUnique();

        // The queue as it opens, worst first and the oldest of those first; by score; by age. Each holds the whole order, so that
        // a page is read from where the last one ended and nothing is sorted.
        builder.HasIndex(row => new { row.Status, row.Level, row.CreatedUtc, row.Id }).IsDescending(false, true, false, false);
        builder.HasIndex(row => new { row.Status, row.Score, row.Id }).IsDescending(false, true, false);
        builder.HasIndex(row => new { row.Status, row.CreatedUtc, row.Id });

        // What was decided once and is open again, among all that are open. Hardly any is.
        builder.HasIndex(row => new { row.Status, row.CreatedUtc, row.Id }, "IX_Alerts_Reopened").HasFilter("\"Status\" = 0 AND \"FirstDecidedUtc\" IS NOT NULL");

        // The queue by pattern: all that is counted of one, without the alerts themselves.
        builder.HasIndex(row => new
        {
            row.Status,
            row.Fingerprint,
            row.HostId,
            row.Level,
            row.Score,
            row.Completeness,
            row.FirstUtc,
            row.LastUtc,
            row.CreatedUtc,
        }).HasDatabaseName("IX_Alerts_Patterns");

        builder.Property(row => row.ProxyName).HasMaxLength(AlertRow.LongestName);
        builder.Property(row => row.Script).HasMaxLength(AlertRow.LongestName);

        // What coverage counts of the alerts of a period, without the alerts themselves.
        builder.HasIndex(row => new
        {
            row.FirstUtc,
            row.HostId,
            row.Level,
            row.Status,
            row.Outcome,
            row.Completeness,
            row.CreatedUtc,
            row.FirstDecidedUtc,
            row.DecidedBy,
            row.Assignee,
            row.ApprovedUseId,
            row.Technique,
            row.ProxyName,
            row.Script,
            row.Id,
        }).HasDatabaseName("IX_Alerts_Coverage");

        // The latest, whatever became of them.
        builder.HasIndex(row => row.LastUtc);

        // The host's alerts.
        builder.HasIndex(row => new { row.HostId, row.LastUtc });

        // The same pattern elsewhere.
        builder.HasIndex(row => row.Fingerprint);

        // What an approved use covers; what drifted from it; what is in a case. Most alerts have none of these.
        builder.HasIndex(row => row.ApprovedUseId).HasFilter("\"ApprovedUseId\" IS NOT NULL");
        builder.HasIndex(row => row.DriftUseId).HasFilter("\"DriftUseId\" IS NOT NULL");
        builder.HasIndex(row => row.CaseId).HasFilter("\"CaseId\" IS NOT NULL");

        // What belongs to an exercise. Hardly any does.
        builder.HasIndex(row => row.ExerciseId).HasFilter("\"ExerciseId\" IS NOT NULL");
    }
}
