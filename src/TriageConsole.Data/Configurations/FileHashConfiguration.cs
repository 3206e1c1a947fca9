using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class FileHashConfiguration : IEntityTypeConfiguration<FileHashRow>
{
    public void Configure(EntityTypeBuilder<FileHashRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne(row => row.Signature).WithMany().HasForeignKey(row => row.SignatureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.ConflictingSignature).WithMany().HasForeignKey(row => row.ConflictingSignatureId).OnDelete(DeleteBehavior.Restrict);

        // The catalogue: what is known of a file with this hash?
        builder.HasIndex(row => row.Strongest).IsUnique();

        // Lists and records that know a file by fewer hashes: which rows are the same file?
        builder.HasIndex(row => row.Sha1);
    }
}
