using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Users;

public sealed class PeopleQueries(IDbContextFactory<TriageContext> contexts, TimeProvider clock)
{
    /// <summary>Everyone, by name.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var roles = await context.UserRoles
            .Join(context.Roles, held => held.RoleId, role => role.Id, (held, role) => new { held.UserId, role.Name })
            .ToListAsync(cancellationToken);
        var rolesByUser = roles.ToLookup(role => role.UserId, role => role.Name!);
        var users = await context.Users.AsNoTracking().OrderBy(user => user.NormalizedUserName).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return [.. users.Select(user => new Person
        {
            Id = user.Id,
            Name = user.UserName ?? string.Empty,
            Roles = [.. Roles.All.Where(role => rolesByUser[user.Id].Contains(role, Comparers.Id))],
            MustChangePassword = user.MustChangePassword,
            Disabled = UserAccounts.IsDisabled(user),
            LockedUntilUtc = !UserAccounts.IsDisabled(user) && user.LockoutEnd > now ? user.LockoutEnd.Value.UtcDateTime : null,
        })];
    }
}
