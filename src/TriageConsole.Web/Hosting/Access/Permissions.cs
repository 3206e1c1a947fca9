namespace TriageConsole.Web.Hosting.Access;

/// <summary>
/// The check behind the page: every command calls it first. A page hides what a person may not do, so that getting here
/// without the right is a bug or an attack, and an exception is the answer.
/// </summary>
public static class Permissions
{
    /// <exception cref="PermissionDeniedException">The actor's roles do not hold the policy.</exception>
    public static void Require(Actor actor, string policy)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.May(policy))
            throw new PermissionDeniedException($"{actor.Name} may not do this: it takes the role {string.Join(" or ", Policies.RolesOf(policy))}.");
    }
}

/// <summary>A command was called for somebody who has not the right to it.</summary>
public sealed class PermissionDeniedException(string message) : Exception(message);
