using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ApprovedUseConfiguration : IEntityTypeConfiguration<ApprovedUseRow>
{
    public void Configure(EntityTypeBuilder<ApprovedUseRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();

        // Two admins on one entry: one wins.
        builder.Property(row => row.Version).IsConcurrencyToken();

        // What is in force; what waits for approval; what expires soon.
        builder.HasIndex(row => new { row.State, row.ExpiresUtc });
    }
}
