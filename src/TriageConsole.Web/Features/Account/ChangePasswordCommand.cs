using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Account;

/// <summary>A person's own change of password. Signs them out everywhere else.</summary>
public sealed class ChangePasswordCommand(UserManager<UserRow> users, SignInManager<UserRow> signIn)
{
    /// <returns>What was wrong, for the person; null when it is changed.</returns>
    public async Task<string?> RunAsync(ClaimsPrincipal principal, string present, string next)
    {
        if (await users.GetUserAsync(principal) is not { } user)
            return "This account does not exist any more.";
        if (await users.IsLockedOutAsync(user))
            return SignInCommand.Refusal;
        if (!await users.CheckPasswordAsync(user, present))
        {
            // A stolen open session must not become a place to guess the password at leisure.
            await users.AccessFailedAsync(user);
            return "The present password is wrong.";
        }

        if (present == next)
            return "The new password must differ from the present one.";

        // Saved together with the password, so that neither can be without the other.
        user.MustChangePassword = false;
        var changed = await users.ChangePasswordAsync(user, present, next);
        if (!changed.Succeeded)
            return changed.Sentence();
        await users.ResetAccessFailedCountAsync(user);
        await signIn.RefreshSignInAsync(user);
        return null;
    }
}
