using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class SignatureConfiguration : IEntityTypeConfiguration<SignatureRow>
{
    public void Configure(EntityTypeBuilder<SignatureRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();

        // Interning: is this verdict stored already?
        builder.HasIndex(row => new { row.Signer, row.Status });
    }
}
