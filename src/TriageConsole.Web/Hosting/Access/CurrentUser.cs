using Microsoft.AspNetCore.Components.Authorization;

namespace TriageConsole.Web.Hosting.Access;

/// <summary>Who is on the other side of this circuit. Pages pass the actor on; commands check it again.</summary>
public sealed class CurrentUser(AuthenticationStateProvider authentication)
{
    /// <summary>Where the page was loaded from; set once by the root component, which gets it from the HTTP request.</summary>
    public string? Address { get; set; }

    /// <summary>The signed-in person; null when nobody is.</summary>
    public async Task<Actor?> FindAsync() =>
        Actor.From((await authentication.GetAuthenticationStateAsync()).User, Address);

    /// <summary>The signed-in person; a <see cref="PermissionDeniedException"/> when nobody is.</summary>
    public async Task<Actor> GetAsync() => await FindAsync() ?? throw new PermissionDeniedException("Sign in first.");
}
