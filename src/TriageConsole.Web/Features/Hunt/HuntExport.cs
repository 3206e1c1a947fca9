using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using TriageConsole.Data;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Exports;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>What a hunt found, as a file: CSV for spreadsheets, NDJSON in Elastic Common Schema for programs.</summary>
public sealed class HuntExport(HuntQueries queries, IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Processes of one file. Whoever wants more narrows the time.</summary>
    public const int Most = 1_000_000;

    private const int AtOnce = 500;

    private static readonly JsonWriterOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task WriteCsvAsync(HuntFilter filter, Stream output, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var line = new StringBuilder();
        CsvLine.Append(line, "start_utc", "host", "image", "command_line", "user", "parent_image", "process_id", "hash", "signature", "signer");
        await foreach (var row in queries.AllAsync(filter, Most, cancel))
        {
            CsvLine.Append(
                line, row.StartUtc.ToString("O", CultureInfo.InvariantCulture), row.Host, row.Image, row.CommandLine, row.User, row.ParentImage,
                row.ProcessId?.ToString(CultureInfo.InvariantCulture), row.Hash, row.Signature.ToString().ToLowerInvariant(), row.Signer);
            if (line.Length < 64 * 1024)
                continue;
            await writer.WriteAsync(line, cancel);
            line.Clear();
        }

        await writer.WriteAsync(line, cancel);
    }

    public async Task WriteNdjsonAsync(HuntFilter filter, Stream output, CancellationToken cancel)
    {
        var ids = new List<long>(AtOnce);
        await foreach (var row in queries.AllAsync(filter, Most, cancel))
        {
            ids.Add(row.Id);
            if (ids.Count == AtOnce)
                await WriteAsync(ids, output, cancel);
        }

        await WriteAsync(ids, output, cancel);
    }

    private async Task WriteAsync(List<long> ids, Stream output, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var processes = (await ChainProcesses.LoadAsync(db, ids, cancel)).ToDictionary(p => p.Id);
        using var buffer = new MemoryStream();
        await using var json = new Utf8JsonWriter(buffer, _json);
        foreach (var id in ids.Where(processes.ContainsKey))
        {
            BundleProcess.WriteDocument(json, processes[id]);
            await json.FlushAsync(cancel);
            json.Reset();
            buffer.WriteByte((byte)'\n');
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(output, cancel);
        ids.Clear();
    }
}

public static class HuntEndpoints
{
    public static void MapHunt(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(AppRoutes.HuntCsv, (HuntExport export, HttpContext http) => Download(http, "processes.csv", "text/csv; charset=utf-8", export.WriteCsvAsync))
            .RequireAuthorization(Policies.ReadTriage);
        endpoints.MapGet(AppRoutes.HuntNdjson, (HuntExport export, HttpContext http) => Download(http, "processes.ndjson", "application/x-ndjson", export.WriteNdjsonAsync))
            .RequireAuthorization(Policies.ReadTriage);
    }

    // What makes no sense would silently give another file than was asked for: here it is refused.
    private static IResult Download(HttpContext http, string name, string type, Func<HuntFilter, Stream, CancellationToken, Task> write)
    {
        var (filter, ignored) = HuntFilter.Parse(http.Request.QueryString.Value);
        if (ignored.Count > 0)
            return Results.Problem(string.Join("; ", ignored), statusCode: StatusCodes.Status400BadRequest, title: "The address holds what makes no sense.");
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return Results.Stream(output => write(filter, output, http.RequestAborted), type, name);
    }
}
