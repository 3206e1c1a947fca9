using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class NotificationConfiguration :
    IEntityTypeConfiguration<NotificationRow>,
    IEntityTypeConfiguration<NotificationChoiceRow>
{
    public void Configure(EntityTypeBuilder<NotificationRow> builder)
    {
        builder.HasOne(row => row.User).WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);

        // A person's list, latest first.
        builder.HasIndex(row => new { row.UserId, row.Id });

        // The count at the bell, asked for by every open page.
        builder.HasIndex(row => row.UserId).HasFilter("\"ReadUtc\" IS NULL");

        // Mails that are due.
        builder.HasIndex(row => row.MailNextUtc).HasFilter("\"Mail\" = 1");
    }

    public void Configure(EntityTypeBuilder<NotificationChoiceRow> builder)
    {
        builder.HasKey(row => new { row.UserId, row.Kind });
        builder.HasOne(row => row.User).WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
