using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class FileWriteConfiguration : IEntityTypeConfiguration<FileWriteRow>
{
    public void Configure(EntityTypeBuilder<FileWriteRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Process).WithMany().HasForeignKey(row => row.ProcessId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.WriterImage).WithMany().HasForeignKey(row => row.WriterImageId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Target).WithMany().HasForeignKey(row => row.TargetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.TargetKey).WithMany().HasForeignKey(row => row.TargetKeyId).OnDelete(DeleteBehavior.Restrict);

        // Who wrote this file on this host before it was run? The same record twice is one row.
        builder.HasIndex(row => new { row.HostId, row.TargetKeyId, row.UtcTime, row.WriterImageId }).IsUnique();

        // Which files of this host have a hash? Few do.
        builder.HasIndex(row => new { row.HostId, row.UtcTime }).HasFilter("\"Hash\" IS NOT NULL").HasDatabaseName("IX_FileWrites_Hashed");

        // What did this process write?
        builder.HasIndex(row => row.ProcessId);
    }
}
