using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;

namespace TriageConsole.Web.Hosting.Access;

/// <summary>Who there is, for whoever gives somebody something or names them.</summary>
public sealed class PeopleNames(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Names that are read at most.</summary>
    public const int Most = 1_000;

    /// <summary>Sign-in names of those who may do it and are not disabled, in order.</summary>
    public async Task<IReadOnlyList<string>> WhoMayAsync(string policy, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var roles = Policies.RolesOf(policy);
        var people = await db.Users.AsNoTracking()
            .Where(u => u.UserName != null && db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && roles.Contains(role.Name!))))
            .OrderBy(u => u.NormalizedUserName).Take(Most).ToListAsync(cancel);
        return [.. people.Where(u => !UserAccounts.IsDisabled(u)).Select(u => u.UserName!)];
    }

    /// <summary>Whether there is somebody of exactly that sign-in name who may do it.</summary>
    public static Task<bool> MayAsync(TriageContext db, string userName, string policy, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var roles = Policies.RolesOf(policy);
        return db.Users.Where(u => u.UserName == userName)
            .AnyAsync(u => db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && roles.Contains(role.Name!))), cancel);
    }
}
