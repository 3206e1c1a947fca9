using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Exports;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Baseline.Transfer;

/// <summary>The baseline as files: JSON for another console and for scans, CSV for auditors.</summary>
public sealed class BaselineExport(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    /// <summary>What <see cref="BaselineFile"/> reads.</summary>
    /// <param name="onlyCurrent">Leave out what is refused, retired or expired: what another console would not take.</param>
    /// <param name="cancel">Cancels reading.</param>
    public async Task<string> JsonAsync(bool onlyCurrent, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await BaselineRecord.AllAsync(db, cancel);
        var steps = await BaselineRecord.StepsAsync(db, cancel);
        return BaselineFileWriter.Write(
            [.. rows.Where(row => !onlyCurrent || IsCurrent(row, now)).Select(row => row.ToEntry(steps))], await UseGroupReader.AllAsync(db, cancel));
    }

    /// <summary>A line an entry, whatever its state, with who decided it and what it covered.</summary>
    public async Task<string> CsvAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var output = new StringBuilder();
        CsvLine.Append(
            output, "id", "title", "standing", "owner", "reason", "ticket", "conditions", "acknowledgement", "proposed_by", "proposed_utc",
            "decided_as", "decided_by", "decided_utc", "decision_note", "self_approved", "review_utc", "expires_utc", "hits", "last_hit_utc", "history");
        var steps = await BaselineRecord.StepsAsync(db, cancel);
        foreach (var row in await BaselineRecord.AllAsync(db, cancel))
        {
            var approvals = BaselineRecord.Approvals(row, steps);
            var decision = approvals.LastOrDefault(step => step.Action != UseAction.Proposed);
            CsvLine.Append(
                output, row.Id.ToString("D"), row.Title, UseWords.Of(BaselineQueries.StandingOf(row, now)).ToLowerInvariant(), row.Owner, row.Reason, row.Ticket,
                string.Join("\n", UseRecord.ReadConditions(row.ConditionsJson).Select(Words)), row.Acknowledgement, row.ProposedBy, Time(row.ProposedUtc),
                decision?.Action.ToString().ToLowerInvariant(), decision?.By, Time(decision?.Utc), decision?.Note, row.SelfApproved ? "yes" : "no",
                Time(row.ReviewUtc), Time(row.ExpiresUtc), row.Hits.ToString(CultureInfo.InvariantCulture), Time(row.LastHitUtc),
                string.Join("\n", approvals.Select(Words)));
        }

        return output.ToString();
    }

    /// <summary>The same as a page shows it, with the moment it was read.</summary>
    public async Task<(DateTime AtUtc, IReadOnlyList<AuditEntry> Entries)> AuditAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await BaselineRecord.AllAsync(db, cancel);
        var gone = await BaselineQueries.OwnersGoneAsync(db, rows, cancel);
        var drifts = await BaselineQueries.DriftsAsync(db, cancel);
        var steps = await BaselineRecord.StepsAsync(db, cancel);
        return (now, [.. rows.Select(row => new AuditEntry(BaselineQueries.Line(row, now, [], gone, drifts), BaselineRecord.Approvals(row, steps))).OrderBy(entry => entry.Line.Standing)]);
    }

    private static bool IsCurrent(ApprovedUseRow row, DateTime utcNow) =>
        row.State is ApprovedUseState.Proposed or ApprovedUseState.Active && row.ExpiresUtc > utcNow;

    private static string Words(UseApproval step) =>
        $"{Time(step.Utc)} {step.Action.ToString().ToLowerInvariant()} by {step.By}{(step.IsSelf ? " (its own proposer)" : null)}{(step.Note is { Length: > 0 } note ? $": {note}" : null)}";

    private static string Words(UseCondition condition) => $"{condition.Field}{(condition.IsRegex ? " (regex)" : null)} = {condition.Pattern}";

    private static string? Time(DateTime? utc) => utc?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>An entry and everybody who decided on it.</summary>
public sealed record AuditEntry(UseLine Line, IReadOnlyList<UseApproval> Approvals);

public static class BaselineEndpoints
{
    public static void MapBaseline(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(AppRoutes.BaselineJson, async (BaselineExport export, HttpContext http, string? only) => only is null or "current"
            ? Download(http, await export.JsonAsync(only is not null, http.RequestAborted), "application/json", "baseline.json")
            : Results.Problem("only can be current.", statusCode: StatusCodes.Status400BadRequest, title: "The address holds what makes no sense."))
            .RequireAuthorization(Policies.ReadTriage);
        endpoints.MapGet(AppRoutes.BaselineAuditCsv, async (BaselineExport export, HttpContext http) =>
            Download(http, "\uFEFF" + await export.CsvAsync(http.RequestAborted), "text/csv; charset=utf-8", "baseline-audit.csv"))
            .RequireAuthorization(Policies.ReadTriage);
    }

    internal static IResult Download(HttpContext http, string text, string type, string name)
    {
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return Results.File(Encoding.UTF8.GetBytes(text), type, name);
    }
}
