using System.Security.Claims;
using TriageConsole.Domain;

namespace TriageConsole.Web.Hosting.Access;

/// <summary>The person on whose behalf a command runs, as history records them.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">Sign-in name.</param>
/// <param name="Roles">Roles held.</param>
/// <param name="Address">The address they came from; null where it is not known.</param>
public sealed record Actor(long Id, string Name, IReadOnlyList<string> Roles, string? Address)
{
    /// <summary>The actor that a signed-in principal stands for; null for anyone else, and for who must change a password first.</summary>
    public static Actor? From(ClaimsPrincipal principal, string? address)
    {
        if (principal.Identity is not { IsAuthenticated: true, Name: { } name }
            || ConsoleClaims.MustChangePassword(principal)
            || !long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        return new(id, name, [.. Domain.Alerts.Roles.All.Where(principal.IsInRole)], address);
    }

    /// <summary>Whether one of the actor's roles holds the policy.</summary>
    public bool May(string policy) => Policies.RolesOf(policy).Any(role => Roles.Contains(role, Comparers.Id));
}
