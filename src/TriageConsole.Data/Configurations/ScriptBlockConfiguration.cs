using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ScriptBlockConfiguration : IEntityTypeConfiguration<ScriptBlockRow>
{
    public void Configure(EntityTypeBuilder<ScriptBlockRow> builder)
    {
        builder.ToTable("ScriptBlocks");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Text).WithMany().HasForeignKey(row => row.TextId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Path).WithMany().HasForeignKey(row => row.PathId).OnDelete(DeleteBehavior.Restrict);

        // The same record twice is one row; a block's parts stand together.
        builder.HasIndex(row => new { row.HostId, row.BlockId, row.Number }).IsUnique();

        // What did the process with this id run between its start and its end?
        builder.HasIndex(row => new { row.HostId, row.ProcessId, row.UtcTime });
    }
}
