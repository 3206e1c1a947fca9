using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Hosting.Access;

/// <summary>Carries "must change the password" in the cookie, so that the gate needs no query.</summary>
public sealed class ConsolePrincipals(UserManager<UserRow> users, RoleManager<RoleRow> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<UserRow, RoleRow>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(UserRow user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.MustChangePassword)
            identity.AddClaim(ConsoleClaims.MustChangePasswordClaim);
        return identity;
    }
}
