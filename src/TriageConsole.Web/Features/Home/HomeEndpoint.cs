using System.Security.Claims;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Features.Home;

public static class HomeEndpoint
{
    /// <summary>The start page is the one each role works on.</summary>
    public static void MapHome(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(AppRoutes.Home, (ClaimsPrincipal user) => Results.LocalRedirect(HomeOf(user)));

    /// <summary>Who decides starts at the queue, who only reads at coverage.</summary>
    public static string HomeOf(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Manager) && !user.IsInRole(Roles.Analyst) && !user.IsInRole(Roles.Admin)
            ? AppRoutes.Coverage
            : AppRoutes.Alerts;
}
