using TriageConsole.Web.Features.Intake.Access;
using TriageConsole.Web.Features.Intake.Bodies;
using TriageConsole.Web.Features.Intake.Lines;
using TriageConsole.Web.Features.Intake.Spool;

namespace TriageConsole.Web.Features.Intake.Hec;

/// <summary>The part of Splunk's HTTP Event Collector that clients use to hand in events.</summary>
internal sealed class HecEndpoint(IntakeDoor door, EventSpool spool)
{
    public static Task RefuseAsync(HttpContext context, Refusal why) => HecAnswer.Of(why).WriteAsync(context);

    public Task EventsAsync(HttpContext context) => door.RunAsync(context, RefuseAsync, AcceptEventsAsync);

    public Task RawAsync(HttpContext context) => door.RunAsync(context, RefuseAsync, AcceptRawAsync);

    /// <summary>Asked by load balancers, which have no token, and says nothing but whether events are taken now.</summary>
    public Task HealthAsync(HttpContext context) => (spool.IsFull ? HecAnswer.QueuesFull : HecAnswer.Healthy).WriteAsync(context);

    /// <summary>An accepted event is on the disk when it is answered; there is nothing to ask for afterwards.</summary>
    public async Task AckAsync(HttpContext context)
    {
        var (denied, _) = await door.EnterAsync(context);
        await (denied is { } why ? HecAnswer.Of(why) : HecAnswer.AckDisabled).WriteAsync(context);
    }

    private async Task AcceptEventsAsync(HttpContext context, IntakeSource source, ReceivedBody body)
    {
        var lines = new EventLines();
        var answer = HecReader.Read(body.Bytes.Span, lines);
        await lines.KeepAsync(spool, source, context.RequestAborted);
        await answer.WriteAsync(context);
    }

    private async Task AcceptRawAsync(HttpContext context, IntakeSource source, ReceivedBody body)
    {
        var start = body.Bytes.Length - EventText.Trim(body.Bytes.Span).Length;
        if (start == body.Bytes.Length)
        {
            await HecAnswer.NoData.WriteAsync(context);
            return;
        }

        if (EventText.KindOf(body.Bytes.Span) is { } kind)
        {
            await spool.AppendAsync(source, kind, body.Lines()[start..], context.RequestAborted);
        }
        else
        {
            var lines = new EventLines();
            foreach (var line in System.Text.Encoding.UTF8.GetString(body.Bytes.Span[start..]).AsSpan().EnumerateLines())
            {
                if (!line.IsWhiteSpace())
                    lines.AddText(line.ToString(), Query(context, "host"), Query(context, "source"));
            }

            await lines.KeepAsync(spool, source, context.RequestAborted);
        }

        await HecAnswer.Success.WriteAsync(context);
    }

    private static string? Query(HttpContext context, string name) => context.Request.Query[name] is [{ Length: > 0 and <= 1024 } value] ? value : null;
}
