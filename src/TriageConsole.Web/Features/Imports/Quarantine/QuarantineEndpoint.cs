using Microsoft.Net.Http.Headers;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Imports.Quarantine;

/// <summary>What could not be read, to download: for whoever has to mend the sender.</summary>
public static class QuarantineEndpoint
{
    public static void MapQuarantine(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(AppRoutes.ImportDiagnostics, DownloadAsync).RequireAuthorization(Policies.ReadTriage);

    private static async Task<IResult> DownloadAsync(long id, QuarantineExport export, HttpContext http, CancellationToken cancel)
    {
        if (!await export.ExistsAsync(id, cancel))
            return Results.NotFound();
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return Results.Stream(
            output => export.WriteAsync(id, output, http.RequestAborted), "application/x-ndjson", FormattableString.Invariant($"import-{id}-diagnostics.ndjson"));
    }
}
