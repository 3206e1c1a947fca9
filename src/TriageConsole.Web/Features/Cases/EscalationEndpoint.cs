using System.Text;
using Microsoft.Net.Http.Headers;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Cases;

/// <summary>Hands out escalation bundles: exactly the bytes that were hashed, as a file and never as a page.</summary>
public static class EscalationEndpoint
{
    private const string Pattern = "/cases/{caseId:long}/escalations/{escalationId:long}/bundle";

    public static string Of(long caseId, long escalationId) =>
        FormattableString.Invariant($"/cases/{caseId}/escalations/{escalationId}/bundle");

    public static void MapEscalations(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Pattern, DownloadAsync).RequireAuthorization(Policies.ReadTriage);

    private static async Task<IResult> DownloadAsync(
        long caseId, long escalationId, CaseQueries queries, HttpContext http, CancellationToken cancel)
    {
        if (await queries.BundleAsync(caseId, escalationId, cancel) is not { } bundle)
            return Results.NotFound();
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        http.Response.Headers["X-Content-SHA256"] = bundle.Sha256;
        return Results.File(
            Encoding.UTF8.GetBytes(bundle.Json), "application/json", FormattableString.Invariant($"case-{caseId}-escalation-{escalationId}.json"));
    }
}
