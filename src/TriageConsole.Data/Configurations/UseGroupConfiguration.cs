using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class UseGroupConfiguration : IEntityTypeConfiguration<UseGroupRow>
{
    public void Configure(EntityTypeBuilder<UseGroupRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();

        // Two admins on one group: one wins.
        builder.Property(row => row.Version).IsConcurrencyToken();

        // Conditions name groups: two of a name would be one too many.
        builder.HasIndex(row => new { row.Kind, row.NameKey }).IsUnique();
    }
}
