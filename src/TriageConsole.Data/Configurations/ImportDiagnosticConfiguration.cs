using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ImportDiagnosticConfiguration : IEntityTypeConfiguration<ImportDiagnosticRow>
{
    public void Configure(EntityTypeBuilder<ImportDiagnosticRow> builder)
    {
        builder.HasOne<ImportRow>().WithMany().HasForeignKey(row => row.ImportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(row => row.ImportFile).WithMany().HasForeignKey(row => row.ImportFileId).OnDelete(DeleteBehavior.Cascade);

        // The diagnostics of an import, by file.
        builder.HasIndex(row => new { row.ImportId, row.ImportFileId });
    }
}
