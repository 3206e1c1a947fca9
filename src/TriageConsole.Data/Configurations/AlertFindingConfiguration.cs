using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class AlertFindingConfiguration : IEntityTypeConfiguration<AlertFindingRow>
{
    public void Configure(EntityTypeBuilder<AlertFindingRow> builder)
    {
        // The findings of an alert, replaced when it is judged again; which signals had a part in it, without the findings themselves.
        builder.HasIndex(row => new { row.AlertId, row.SignalId });

        // Hits of a signal.
        builder.HasIndex(row => row.SignalId);
    }
}
