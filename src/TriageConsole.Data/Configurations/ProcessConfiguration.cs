using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ProcessConfiguration : IEntityTypeConfiguration<ProcessRow>
{
    public void Configure(EntityTypeBuilder<ProcessRow> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne(row => row.Parent).WithMany().HasForeignKey(row => row.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Host).WithMany().HasForeignKey(row => row.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.WitnessRecords).WithOne(row => row.Process).HasForeignKey(row => row.ProcessId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.FileHash).WithMany().HasForeignKey(row => row.FileHashId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Signature).WithMany().HasForeignKey(row => row.SignatureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.ConflictingSignature).WithMany().HasForeignKey(row => row.ConflictingSignatureId).OnDelete(DeleteBehavior.Restrict);
        Text(builder, nameof(ProcessRow.Image));
        Text(builder, nameof(ProcessRow.ImageName));
        Text(builder, nameof(ProcessRow.CommandLine));
        Text(builder, nameof(ProcessRow.CurrentDirectory));
        Text(builder, nameof(ProcessRow.User));
        Text(builder, nameof(ProcessRow.IntegrityLevel));
        Text(builder, nameof(ProcessRow.OriginalFileName));
        Text(builder, nameof(ProcessRow.Company));
        Text(builder, nameof(ProcessRow.Product));
        Text(builder, nameof(ProcessRow.Description));
        Text(builder, nameof(ProcessRow.FileVersion));
        Text(builder, nameof(ProcessRow.ParentImage));
        Text(builder, nameof(ProcessRow.ParentCommandLine));
        Text(builder, nameof(ProcessRow.Contradiction));

        // Identity: every fact of Sysmon names its process by GUID.
        builder.HasIndex(row => new { row.HostId, row.ProcessGuid }).IsUnique().HasFilter("\"ProcessGuid\" IS NOT NULL");

        // The processes of a host in order of time: detection in windows, the host's page.
        builder.HasIndex(row => new { row.HostId, row.StartUtc });

        // The children of a process in order of time: trees.
        builder.HasIndex(row => new { row.ParentId, row.StartUtc });

        // The newest processes of a command line: full text finds texts, and a text its processes.
        builder.HasIndex(row => new { row.CommandLineId, row.StartUtc }).HasFilter("\"CommandLineId\" IS NOT NULL");

        // The newest processes of all hosts: the hunt.
        builder.HasIndex(row => row.StartUtc);

        // A verdict on a hash arrives late: which processes does it touch?
        builder.HasIndex(row => row.FileHashId).HasFilter("\"FileHashId\" IS NOT NULL");
    }

    private static void Text(EntityTypeBuilder<ProcessRow> builder, string navigation) =>
        builder.HasOne(typeof(TextRow), navigation).WithMany().HasForeignKey(navigation + "Id").OnDelete(DeleteBehavior.Restrict);
}
