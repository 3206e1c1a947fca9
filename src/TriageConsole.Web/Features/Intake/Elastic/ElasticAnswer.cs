using System.Text.Json;

namespace TriageConsole.Web.Features.Intake.Elastic;

/// <summary>Answers in the form that Elasticsearch's clients read.</summary>
internal static class ElasticAnswer
{
    private const string Compatible = "application/vnd.elasticsearch+json";

    public static Task RefuseAsync(HttpContext context, Refusal why)
    {
        var (status, type, reason) = why switch
        {
            Refusal.NoToken => (401, "security_exception", "missing authentication credentials"),
            Refusal.UnreadableToken or Refusal.UnknownToken or Refusal.RevokedToken => (401, "security_exception", "unable to authenticate with the provided credentials"),
            Refusal.WrongScope => (403, "security_exception", "this token may not hand in events"),
            Refusal.Busy or Refusal.TooMany => (429, "es_rejected_execution_exception", "too much waits for import; send it again later"),
            Refusal.TooLarge => (413, "content_too_long_exception", "the body is larger than Intake:MaxRequestBytes"),
            Refusal.UnknownEncoding => (415, "illegal_argument_exception", "Content-Encoding must be gzip or absent"),
            Refusal.BadPacking => (400, "parse_exception", "the body is not valid gzip"),
            Refusal.BrokenBody => (400, "parse_exception", "the body ended too early"),
            _ => (503, "unavailable_shards_exception", "the events could not be written to disk; send them again"),
        };
        if (status == 401)
            context.Response.Headers.WWWAuthenticate = new[] { "Basic realm=\"security\", charset=\"UTF-8\"", "Bearer realm=\"security\"", "ApiKey" };
        if (status is 429 or 503)
            context.Response.Headers.RetryAfter = IntakeDoor.RetryAfter;
        return FaultAsync(context, status, type, reason);
    }

    public static Task UnknownAsync(HttpContext context) =>
        FaultAsync(context, 404, "illegal_argument_exception", "there is nothing at this address");

    public static Task FaultAsync(HttpContext context, int status, string type, string reason) =>
        JsonAsync(context, status, new { error = new { root_cause = new[] { new { type, reason } }, type, reason }, status });

    public static Task JsonAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        Mark(context);
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body), context.RequestAborted).AsTask();
    }

    public static async Task BulkAsync(HttpContext context, BulkOutcome outcome, long took)
    {
        context.Response.StatusCode = 200;
        Mark(context);
        var wanted = FilterPath.Of(context.Request);
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartObject();
        if (wanted.Takes("took"))
            json.WriteNumber("took", took);
        if (wanted.Takes("errors"))
            json.WriteBoolean("errors", outcome.Items.Any(item => item.Fault is not null));
        if (wanted.Takes("items"))
        {
            json.WriteStartArray("items");
            foreach (var item in outcome.Items)
                Write(json, item, wanted);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, BulkItem item, FilterPath wanted)
    {
        json.WriteStartObject();
        json.WriteStartObject(item.Action);
        if (Wants("_index"))
            json.WriteString("_index", item.Index);
        if (Wants("_id"))
            json.WriteString("_id", item.Id);
        if (Wants("status"))
            json.WriteNumber("status", item.Fault is null ? 201 : 400);
        if (item.Fault is not null)
        {
            if (Wants("error"))
            {
                json.WriteStartObject("error");
                json.WriteString("type", "document_parsing_exception");
                json.WriteString("reason", item.Fault);
                json.WriteEndObject();
            }
        }
        else
            WriteKept(json, Wants);

        json.WriteEndObject();
        json.WriteEndObject();

        bool Wants(string field) => wanted.Takes("items", item.Action, field);
    }

    private static void WriteKept(Utf8JsonWriter json, Func<string, bool> wants)
    {
        if (wants("_version"))
            json.WriteNumber("_version", 1);
        if (wants("result"))
            json.WriteString("result", "created");
        if (wants("_shards"))
        {
            json.WriteStartObject("_shards");
            json.WriteNumber("total", 1);
            json.WriteNumber("successful", 1);
            json.WriteNumber("failed", 0);
            json.WriteEndObject();
        }

        if (wants("_seq_no"))
            json.WriteNumber("_seq_no", 0);
        if (wants("_primary_term"))
            json.WriteNumber("_primary_term", 1);
    }

    // Clients of version 8 refuse to talk without the first, and ask for the second by Accept.
    private static void Mark(HttpContext context)
    {
        context.Response.Headers["X-Elastic-Product"] = "Elasticsearch";
        context.Response.ContentType = context.Request.Headers.Accept.ToString().Contains(Compatible, StringComparison.OrdinalIgnoreCase)
            ? Compatible + ";compatible-with=8"
            : "application/json";
    }
}
