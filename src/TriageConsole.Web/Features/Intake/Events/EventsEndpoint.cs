using System.Text.Json;
using TriageConsole.Web.Features.Intake.Bodies;
using TriageConsole.Web.Features.Intake.Lines;
using TriageConsole.Web.Features.Intake.Spool;

namespace TriageConsole.Web.Features.Intake.Events;

/// <summary>The console's own way in: a body of NDJSON, or of event XML, in any layout that the importer knows.</summary>
internal sealed class EventsEndpoint(IntakeDoor door, EventSpool spool)
{
    public Task RunAsync(HttpContext context) => door.RunAsync(context, RefuseAsync, AcceptAsync);

    public static Task RefuseAsync(HttpContext context, Refusal why)
    {
        var (status, words) = why switch
        {
            Refusal.NoToken => (401, "Send a token: Authorization: Bearer TOKEN."),
            Refusal.UnreadableToken => (401, "The Authorization header holds no token: Authorization: Bearer TOKEN."),
            Refusal.UnknownToken => (401, "This token is not known."),
            Refusal.RevokedToken => (401, "This token was revoked."),
            Refusal.WrongScope => (403, "This token may not hand in events."),
            Refusal.Busy => (429, "Too many events wait for import. Nothing of this request was kept; send it again later."),
            Refusal.TooMany => (429, "Too many requests from this address. Nothing of this request was kept; send it again later."),
            Refusal.TooLarge => (413, "The body is larger than Intake:MaxRequestBytes. Nothing of it was kept; send fewer events at once."),
            Refusal.UnknownEncoding => (415, "Content-Encoding must be gzip or absent."),
            Refusal.BadPacking => (400, "The body is not valid gzip. Nothing of it was kept."),
            Refusal.BrokenBody => (400, "The body ended too early. Nothing of it was kept."),
            _ => (503, "The events could not be written to disk; keep them and send them again."),
        };
        if (status == 401)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        if (status is 429 or 503)
            context.Response.Headers.RetryAfter = IntakeDoor.RetryAfter;
        return AnswerAsync(context, status, words);
    }

    public static Task WrongMethodAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "POST";
        return AnswerAsync(context, 405, "Events are sent with POST.");
    }

    public static Task UnknownAsync(HttpContext context) => AnswerAsync(context, 404, "There is nothing at this address.");

    private async Task AcceptAsync(HttpContext context, Access.IntakeSource source, ReceivedBody body)
    {
        var start = body.Bytes.Length - EventText.Trim(body.Bytes.Span).Length;
        if (start == body.Bytes.Length)
        {
            await AnswerAsync(context, 400, "The body is empty.");
            return;
        }

        if (EventText.KindOf(body.Bytes.Span) is not { } kind)
        {
            await AnswerAsync(context, 400, "The body is neither NDJSON nor event XML in UTF-8. Nothing of it was kept.");
            return;
        }

        await spool.AppendAsync(source, kind, body.Lines()[start..], context.RequestAborted);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(FormattableString.Invariant($$"""{"accepted_bytes":{{body.Bytes.Length}}}"""), context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"error":{{JsonSerializer.Serialize(words)}}}""", context.RequestAborted);
    }
}
