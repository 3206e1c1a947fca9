using TriageConsole.Web.Features.Intake.Access;
using TriageConsole.Web.Features.Intake.Bodies;
using TriageConsole.Web.Features.Intake.Lines;
using TriageConsole.Web.Features.Intake.Spool;

namespace TriageConsole.Web.Features.Intake.Elastic;

/// <summary>The part of Elasticsearch that shippers use to hand in documents.</summary>
internal sealed class ElasticEndpoint(IntakeDoor door, EventSpool spool, TimeProvider time)
{
    private static readonly string[] _things = ["_ilm/policy", "_index_template", "_template", "_component_template", "_data_stream", "_ingest/pipeline", "_alias"];

    /// <summary>Maps the surface below a prefix.</summary>
    /// <param name="finish">What every endpoint gets.</param>
    public static void Map(IEndpointRouteBuilder endpoints, string prefix, Action<IEndpointConventionBuilder> finish)
    {
        Fact("/_license", ElasticFacts.License);
        Fact("/_xpack", ElasticFacts.XPack);
        Fact("/_cluster/health", ElasticFacts.Health);
        foreach (var pattern in new[] { "/_bulk", "/{index}/_bulk" })
            finish(endpoints.MapMethods(prefix + pattern, ["POST", "PUT"], static (HttpContext context, ElasticEndpoint elastic) => elastic.BulkAsync(context)));
        finish(endpoints.MapMethods(prefix + "/_cat/health", ["GET", "HEAD"], static (HttpContext context, ElasticEndpoint elastic) => elastic.CatAsync(context)));
        finish(endpoints.MapMethods(prefix + "/_ilm/policy", ["GET", "HEAD"], static (HttpContext context, ElasticEndpoint elastic) => elastic.FactAsync(context, ElasticFacts.None)));

        foreach (var thing in _things)
        {
            finish(endpoints.MapMethods(
                prefix + "/" + thing + "/{name}", ["GET", "HEAD"],
                (HttpContext context, ElasticEndpoint elastic, string name) => elastic.FactAsync(context, ElasticFacts.Existing(thing, name))));
            finish(endpoints.MapMethods(
                prefix + "/" + thing + "/{name}", ["PUT", "POST", "DELETE"],
                static (HttpContext context, ElasticEndpoint elastic) => elastic.FactAsync(context, ElasticFacts.Acknowledged)));
        }

        void Fact(string path, object fact) =>
            finish(endpoints.MapMethods(prefix + path, ["GET", "HEAD"], (HttpContext context, ElasticEndpoint elastic) => elastic.FactAsync(context, fact)));
    }

    /// <summary>
    /// Logstash asks for its rollover alias by the bare name, and makes the index behind it where it is told that there is none.
    /// Only below a prefix: at the root a name may be a page's.
    /// </summary>
    public static void MapIndices(IEndpointRouteBuilder endpoints, string prefix, Action<IEndpointConventionBuilder> finish)
    {
        finish(endpoints.MapMethods(
            prefix + "/{index}", ["HEAD"], static (HttpContext context, ElasticEndpoint elastic, string index) => elastic.FactAsync(context, ElasticFacts.Existing("_alias", index))));
        finish(endpoints.MapMethods(
            prefix + "/{index}", ["PUT"], static (HttpContext context, ElasticEndpoint elastic, string index) => elastic.FactAsync(context, ElasticFacts.IndexMade(index))));
    }

    public Task RootAsync(HttpContext context) => FactAsync(context, ElasticFacts.Root(context.Request.Headers.UserAgent.ToString()));

    public async Task FactAsync(HttpContext context, object fact)
    {
        var (denied, _) = await door.EnterAsync(context);
        await (denied is { } why ? ElasticAnswer.RefuseAsync(context, why) : ElasticAnswer.JsonAsync(context, 200, fact));
    }

    // A liveness check that some clients make without their credentials; it says nothing but that somebody listens.
    private Task CatAsync(HttpContext context)
    {
        context.Response.Headers["X-Elastic-Product"] = "Elasticsearch";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(spool.IsFull ? "triage-console red\n" : "triage-console green\n", context.RequestAborted);
    }

    private Task BulkAsync(HttpContext context) => door.RunAsync(context, ElasticAnswer.RefuseAsync, AcceptAsync);

    private async Task AcceptAsync(HttpContext context, IntakeSource source, ReceivedBody body)
    {
        var started = time.GetTimestamp();
        var lines = new EventLines();
        var outcome = BulkReader.Read(EventText.Trim(body.Bytes.Span), context.Request.RouteValues["index"] as string, lines);
        if (outcome.Fault is { } fault)
        {
            // The client takes the whole request as refused, so that nothing of it may be kept.
            await ElasticAnswer.FaultAsync(context, 400, "illegal_argument_exception", fault);
            return;
        }

        await lines.KeepAsync(spool, source, context.RequestAborted);
        await ElasticAnswer.BulkAsync(context, outcome, (long)time.GetElapsedTime(started).TotalMilliseconds);
    }
}
