using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Configurations;

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiTokenRow>
{
    // The token that a request shows.
    public void Configure(EntityTypeBuilder<ApiTokenRow> builder) => builder.HasIndex(row => row.SecretSha256).IsUnique();
}
