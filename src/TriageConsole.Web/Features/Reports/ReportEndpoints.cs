using Microsoft.Net.Http.Headers;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Features.Reports.Evidence;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Reports;

/// <summary>Hands out the files of reports: exactly the bytes that were hashed, each download on record.</summary>
public static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(AppRoutes.ReportFile, DownloadAsync).RequireAuthorization(Policies.ReadTriage);
        endpoints.MapGet(AppRoutes.ReportsKey, (InstanceKey key, HttpContext http) =>
        {
            // Reading makes none: the first pack does, which is on record.
            if (!key.Exists)
                return Results.NotFound();
            Harden(http);
            return Results.Text(key.Public().Pem, "application/x-pem-file");
        }).RequireAuthorization(Policies.ReadTriage);
    }

    private static async Task<IResult> DownloadAsync(long reportId, long fileId, ReportCommands commands, HttpContext http, string? show)
    {
        if (Actor.From(http.User, http.Connection.RemoteIpAddress?.ToString()) is not { } actor)
            return Results.Forbid();
        try
        {
            if (await commands.OpenAsync(actor, reportId, fileId, http.RequestAborted) is not var (file, path))
                return Results.NotFound();
            Harden(http);
            http.Response.Headers["X-Content-SHA256"] = file.Sha256;

            // Only the HTML is ever shown in the browser; the console's own policy lets it run nothing.
            return Results.File(path, ReportWords.MediaType(file.Kind), show is not null && file.Kind == ReportFileKind.Html ? null : file.Name);
        }
        catch (PermissionDeniedException)
        {
            return Results.Forbid();
        }
    }

    private static void Harden(HttpContext http)
    {
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
    }
}
