using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class PendingFactConfiguration : IEntityTypeConfiguration<PendingFactRow>
{
    public void Configure(EntityTypeBuilder<PendingFactRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.ImageName).WithMany().HasForeignKey(row => row.ImageNameId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Subject).WithMany().HasForeignKey(row => row.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.WriterImage).WithMany().HasForeignKey(row => row.WriterImageId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Signature).WithMany().HasForeignKey(row => row.SignatureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.FileHash).WithMany().HasForeignKey(row => row.FileHashId).OnDelete(DeleteBehavior.Restrict);

        // A process arrives: what did it do before it was known?
        builder.HasIndex(row => new { row.HostId, row.ProcessId, row.StartUtc });
    }
}
