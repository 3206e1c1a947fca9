using System.Globalization;
using System.Text;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Features.Exports;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Baseline.Inventory;

/// <summary>The inventory as files: CSV, and drafts of policies for application control.</summary>
public sealed class InventoryExport(InventoryQueries inventory, PolicyImageQueries images)
{
    public async Task<string> CsvAsync(InventoryFilter filter, CancellationToken cancel)
    {
        var output = new StringBuilder("\uFEFF");
        CsvLine.Append(output, "image", "user", "host", "starts", "first_utc", "last_utc", "alerts", "approved", "standing");
        foreach (var row in (await inventory.ReadAsync(filter, cancel)).Rows)
        {
            CsvLine.Append(
                output, row.Image, row.User, row.Host, row.Starts.ToString(CultureInfo.InvariantCulture), Time(row.FirstUtc), Time(row.LastUtc),
                row.Alerts.ToString(CultureInfo.InvariantCulture), row.Approved.ToString(CultureInfo.InvariantCulture), InventoryWords.Of(row.Standing));
        }

        return output.ToString();
    }

    public async Task<string> WdacAsync(InventoryFilter filter, CancellationToken cancel)
    {
        var (found, of) = await images.ReadAsync(filter, cancel);
        return WdacDraft.Write(found, of, filter);
    }

    public async Task<string> AppLockerAsync(InventoryFilter filter, CancellationToken cancel)
    {
        var (found, of) = await images.ReadAsync(filter, cancel);
        return AppLockerDraft.Write(found, of, filter);
    }

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>The inventory in words.</summary>
public static class InventoryWords
{
    public static string Of(InventoryStanding standing) => standing switch
    {
        InventoryStanding.Approved => "approved",
        InventoryStanding.NotApproved => "not approved",
        _ => "no alert",
    };

    /// <summary>A shape beside the word.</summary>
    public static string Mark(InventoryStanding standing) => standing switch
    {
        InventoryStanding.Approved => "✓",
        InventoryStanding.NotApproved => "✕",
        _ => "–",
    };
}

public static class InventoryEndpoints
{
    public static void MapInventory(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, AppRoutes.BaselineInventoryCsv, "text/csv; charset=utf-8", "script-host-inventory.csv", (export, filter, cancel) => export.CsvAsync(filter, cancel));
        Map(endpoints, AppRoutes.BaselineWdacDraft, "application/xml", "wdac-policy-DRAFT.xml", (export, filter, cancel) => export.WdacAsync(filter, cancel));
        Map(endpoints, AppRoutes.BaselineAppLockerDraft, "application/xml", "applocker-policy-DRAFT.xml", (export, filter, cancel) => export.AppLockerAsync(filter, cancel));
    }

    private static void Map(
        IEndpointRouteBuilder endpoints, string route, string type, string name, Func<InventoryExport, InventoryFilter, CancellationToken, Task<string>> write) =>
        endpoints.MapGet(route, async (InventoryExport export, HttpContext http) =>
        {
            var (filter, ignored) = InventoryFilter.Parse(http.Request.QueryString.Value);
            return ignored.Count > 0
                ? Results.Problem(string.Join("; ", ignored), statusCode: StatusCodes.Status400BadRequest, title: "The address holds what makes no sense.")
                : BaselineEndpoints.Download(http, await write(export, filter, http.RequestAborted), type, name);
        }).RequireAuthorization(Policies.ReadTriage);
}
