using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class HostConfiguration : IEntityTypeConfiguration<HostRow>
{
    public void Configure(EntityTypeBuilder<HostRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();

        // A record names its computer; one row a computer.
        builder.HasIndex(row => row.NameKey).IsUnique();

        // A short name looks for the computer whose fully qualified name starts with it, and the other way round.
        builder.HasIndex(row => row.LabelKey);

        // What belongs to an exercise. Hardly any does.
        builder.HasIndex(row => row.ExerciseId).HasFilter("\"ExerciseId\" IS NOT NULL");
    }
}
