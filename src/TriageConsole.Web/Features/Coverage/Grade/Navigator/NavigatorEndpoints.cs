using TriageConsole.Web.Components;
using TriageConsole.Web.Components.Times;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Coverage.Grade.Navigator;

public static class NavigatorEndpoints
{
    public static void MapNavigator(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(AppRoutes.CoverageNavigator, async (CoverageView view, TimeProvider time, HttpContext http) =>
        {
            var (filter, ignored) = CoverageFilter.Parse(http.Request.QueryString.Value);

            // What makes no sense would silently give another layer than was asked for: here it is refused.
            if (ignored.Count > 0)
                return Results.Problem(string.Join("; ", ignored), statusCode: StatusCodes.Status400BadRequest, title: "The address holds what makes no sense.");
            var zone = ViewerZone.Named(Viewer.Of(http).ZoneId) ?? ViewerZone.Utc;
            var first = await view.FirstAsync(filter, zone.Zone, http.RequestAborted);
            var rest = await view.RestAsync(first, http.RequestAborted);
            var layer = LayerWriter.Of(rest.Grades, first.Scope, time.GetUtcNow().UtcDateTime);
            return BaselineEndpoints.Download(http, layer.ToJson(), "application/json", "triage-console-navigator-layer.json");
        }).RequireAuthorization(Policies.ReadTriage);
}
