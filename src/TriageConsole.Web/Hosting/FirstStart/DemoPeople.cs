using Microsoft.AspNetCore.Identity;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Hosting.FirstStart;

/// <summary>One person per role for trying the console, with new random passwords at every demo start; closed at any other start.</summary>
public sealed class DemoPeople(UserManager<UserRow> users)
{
    // Two admins: an approved use is approved by an admin other than its proposer.
    private static readonly (string Name, string Role)[] _people =
    [
        ("demo-analyst", Roles.Analyst),
        ("demo-manager", Roles.Manager),
        ("demo-admin", Roles.Admin),
        ("demo-approver", Roles.Admin),
    ];

    public async Task<IReadOnlyList<SignInNote>> OpenAsync()
    {
        List<SignInNote> notes = [];
        foreach (var (name, role) in _people)
        {
            var password = OneTimePassword.Create();
            if (await users.FindByNameAsync(name) is not { } person)
            {
                person = new UserRow { UserName = name };
                (await users.CreateAsync(person, password)).OrThrow();
                (await users.AddToRoleAsync(person, role)).OrThrow();
                (await users.AddClaimAsync(person, ConsoleClaims.DemoClaim)).OrThrow();
            }
            else if ((await users.GetClaimsAsync(person)).Any(ConsoleClaims.IsDemo))
            {
                await users.ReplacePasswordAsync(person, password);
                (await users.SetLockoutEndDateAsync(person, null)).OrThrow();
            }
            else
            {
                // Somebody's own account happens to have the name; it is not ours to open.
                continue;
            }

            notes.Add(new(name, password, $"{role}; demo, new password at every start"));
        }

        return notes;
    }

    /// <summary>Passwords that were printed for a trial must not open the console that grew out of it.</summary>
    public async Task CloseAsync()
    {
        foreach (var person in await users.GetUsersForClaimAsync(ConsoleClaims.DemoClaim))
            await users.DisableAsync(person);
    }
}
