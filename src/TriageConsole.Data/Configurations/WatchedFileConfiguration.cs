using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class WatchedFileConfiguration : IEntityTypeConfiguration<WatchedFileRow>
{
    public void Configure(EntityTypeBuilder<WatchedFileRow> builder)
    {
        // One row a file, whoever looks at it.
        builder.HasIndex(row => row.Key).IsUnique();

        // The files of a folder, at every look.
        builder.HasIndex(row => row.Folder);
    }
}
