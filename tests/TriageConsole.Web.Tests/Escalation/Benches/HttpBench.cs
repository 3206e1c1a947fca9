using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Iris;
using TriageConsole.Web.Features.Escalation.Targets.TheHive;
using TriageConsole.Web.Features.Escalation.Targets.Webhook;

namespace TriageConsole.Web.Tests.Escalation.Benches;

/// <summary>A web server on loopback that writes down what it was sent.</summary>
internal sealed class HttpBench : TargetBench
{
    private readonly WebApplication _server;
    private readonly CancellationTokenSource _end = new();

    private HttpBench(string kind, WebApplication server)
    {
        _server = server;
        Target = kind switch
        {
            "webhook" => new WebhookTarget(Http),
            "thehive" => new TheHiveTarget(Http),
            _ => new IrisTarget(Http),
        };
    }

    public sealed record Received(string Path, Dictionary<string, string> Headers, byte[] Body)
    {
        public string Text => Encoding.UTF8.GetString(Body);
    }

    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <summary>What it answers; set before sending.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = static _ => Task.CompletedTask;

    public override IEscalationTarget Target { get; }

    public string Address => _server.Urls.First();

    public override TargetSettings Settings => Filled(Target, ("address", Address));

    public static new async Task<HttpBench> StartAsync(string kind, Mood mood)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var bench = new HttpBench(kind, server);
        server.Run(bench.ServeAsync);
        bench.Answer = mood switch
        {
            Mood.Takes => Saying(HttpStatusCode.Created, "thanks"),
            Mood.Refuses => Saying(HttpStatusCode.BadRequest, "no such thing"),
            Mood.IsDown => Saying(HttpStatusCode.ServiceUnavailable, "later"),
            _ => bench.WaitAsync,
        };
        await server.StartAsync();
        return bench;
    }

    public static Func<HttpContext, Task> Saying(HttpStatusCode status, string text, params (string Name, string Value)[] headers) => async context =>
    {
        context.Response.StatusCode = (int)status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(text);
    };

    public override Task<IReadOnlyList<string>> KeysAsync(int atLeast) =>
        Task.FromResult<IReadOnlyList<string>>([.. Requests.Select(r => r.Headers["Idempotency-Key"])]);

    public override async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _server.DisposeAsync();
        _end.Dispose();
        await base.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Enqueue(new(
            context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        await Answer(context);
    }

    private async Task WaitAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, context.RequestAborted);
        await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
