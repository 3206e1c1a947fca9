using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TriageConsole.Data.Configurations;

/// <summary>The indexes that Identity leaves to the convention which this model does without.</summary>
internal sealed class IdentityConfiguration :
    IEntityTypeConfiguration<IdentityUserClaim<long>>,
    IEntityTypeConfiguration<IdentityUserLogin<long>>,
    IEntityTypeConfiguration<IdentityUserRole<long>>,
    IEntityTypeConfiguration<IdentityRoleClaim<long>>
{
    // The claims and logins of a user at sign-in.
    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder) => builder.HasIndex(row => row.UserId);

    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder) => builder.HasIndex(row => row.UserId);

    // The users of a role.
    public void Configure(EntityTypeBuilder<IdentityUserRole<long>> builder) => builder.HasIndex(row => row.RoleId);

    // The claims of a role at sign-in.
    public void Configure(EntityTypeBuilder<IdentityRoleClaim<long>> builder) => builder.HasIndex(row => row.RoleId);
}
