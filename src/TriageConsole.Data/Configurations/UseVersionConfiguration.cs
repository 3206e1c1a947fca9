using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class UseVersionConfiguration : IEntityTypeConfiguration<UseVersionRow>
{
    public void Configure(EntityTypeBuilder<UseVersionRow> builder)
    {
        builder.HasOne<ApprovedUseRow>().WithMany().HasForeignKey(row => row.UseId).OnDelete(DeleteBehavior.Cascade);

        // The history of one approved use, in order; a number is given once.
        builder.HasIndex(row => new { row.UseId, row.Number }).IsUnique();
    }
}
