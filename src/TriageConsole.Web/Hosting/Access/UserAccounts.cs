using Microsoft.AspNetCore.Identity;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Hosting.Access;

/// <summary>What Identity leaves to its caller.</summary>
public static class UserAccounts
{
    /// <summary>Disabled is a lock-out without end: sign-in, cookies and circuits already look at lock-outs.</summary>
    public static bool IsDisabled(UserRow user) => user.LockoutEnd == DateTimeOffset.MaxValue;

    public static async Task DisableAsync(this UserManager<UserRow> users, UserRow user)
    {
        (await users.SetLockoutEnabledAsync(user, true)).OrThrow();
        (await users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue)).OrThrow();
        (await users.UpdateSecurityStampAsync(user)).OrThrow();
    }

    /// <summary>Sets a password without the old one. The new security stamp signs the person out wherever they are.</summary>
    public static async Task ReplacePasswordAsync(this UserManager<UserRow> users, UserRow user, string password)
    {
        (await users.RemovePasswordAsync(user)).OrThrow();
        (await users.AddPasswordAsync(user, password)).OrThrow();
    }

    /// <summary>For calls whose input is the console's own, where a refusal is a bug.</summary>
    public static void OrThrow(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(result.Sentence());
    }

    /// <summary>Identity's complaints as one sentence for people.</summary>
    public static string Sentence(this IdentityResult result) =>
        string.Join(' ', result.Errors.Select(error => error.Description));
}
