using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class CaseConfiguration :
    IEntityTypeConfiguration<CaseRow>,
    IEntityTypeConfiguration<CaseNoteRow>,
    IEntityTypeConfiguration<CaseTaskRow>,
    IEntityTypeConfiguration<CaseHistoryRow>
{
    public void Configure(EntityTypeBuilder<CaseRow> builder)
    {
        builder.HasOne(row => row.MergedInto).WithMany().HasForeignKey(row => row.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Notes).WithOne(row => row.Case).HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(row => row.Tasks).WithOne(row => row.Case).HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(row => row.History).WithOne(row => row.Case).HasForeignKey(row => row.CaseId).OnDelete(DeleteBehavior.Cascade);

        // Open cases, newest first.
        builder.HasIndex(row => new { row.Status, row.CreatedUtc });

        // The list as it comes, and one person's.
        builder.HasIndex(row => row.ChangedUtc);
        builder.HasIndex(row => new { row.Owner, row.ChangedUtc });

        // What came into a case. Few did.
        builder.HasIndex(row => row.MergedIntoId).HasFilter("\"MergedIntoId\" IS NOT NULL");

        // What belongs to an exercise. Hardly any does.
        builder.HasIndex(row => row.ExerciseId).HasFilter("\"ExerciseId\" IS NOT NULL");
    }

    // The notes of a case in order.
    public void Configure(EntityTypeBuilder<CaseNoteRow> builder) => builder.HasIndex(row => new { row.CaseId, row.AtUtc });

    // The tasks of a case.
    public void Configure(EntityTypeBuilder<CaseTaskRow> builder) => builder.HasIndex(row => row.CaseId);

    // The history of a case in order.
    public void Configure(EntityTypeBuilder<CaseHistoryRow> builder) => builder.HasIndex(row => new { row.CaseId, row.AtUtc });
}
