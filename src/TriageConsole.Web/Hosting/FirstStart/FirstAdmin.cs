using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Hosting.FirstStart;

/// <summary>The account that the first start makes, so that somebody can sign in at all.</summary>
public sealed class FirstAdmin(UserManager<UserRow> users, RoleManager<RoleRow> roles, IOptions<FirstAdminOptions> options)
{
    public const string Name = "admin";

    /// <summary>Makes the roles and, while no admin ever chose a password, the first admin with a new one-time password.</summary>
    /// <returns>How to sign in; null when there is nothing to say.</returns>
    public async Task<SignInNote?> EnsureAsync()
    {
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role))
                (await roles.CreateAsync(new RoleRow(role))).OrThrow();
        }

        if (await IsTakenOverAsync())
            return null;

        // A password that scrolled away before anyone used it is replaced, not mourned.
        var given = options.Value.Password;
        var password = given.Length == 0 ? OneTimePassword.Create() : given;
        if (await users.FindByNameAsync(Name) is { } again)
        {
            await users.ReplacePasswordAsync(again, password);
        }
        else
        {
            var first = new UserRow { UserName = Name, MustChangePassword = true };
            (await users.CreateAsync(first, password)).OrThrow();
            (await users.AddToRoleAsync(first, Roles.Admin)).OrThrow();
        }

        return given.Length == 0
            ? new(Name, password, "Admin; one-time password, you will be asked to change it")
            : new(Name, null, $"Admin; the password in {FirstAdminOptions.PasswordVariable}, you will be asked to change it");
    }

    private async Task<bool> IsTakenOverAsync()
    {
        var demo = (await users.GetUsersForClaimAsync(ConsoleClaims.DemoClaim)).Select(user => user.Id).ToHashSet();
        var admins = await users.GetUsersInRoleAsync(Roles.Admin);
        return admins.Any(admin => !admin.MustChangePassword && !demo.Contains(admin.Id))
            || await users.FindByNameAsync(Name) is { MustChangePassword: false };
    }
}
