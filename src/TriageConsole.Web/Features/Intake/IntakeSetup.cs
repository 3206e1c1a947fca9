using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Retention;
using TriageConsole.Web.Features.Intake.Access;
using TriageConsole.Web.Features.Intake.Bodies;
using TriageConsole.Web.Features.Intake.Elastic;
using TriageConsole.Web.Features.Intake.Events;
using TriageConsole.Web.Features.Intake.Hec;
using TriageConsole.Web.Features.Intake.Spool;
using TriageConsole.Web.Features.Tokens;

namespace TriageConsole.Web.Features.Intake;

/// <summary>Events handed in over HTTP, and the tokens that allow it.</summary>
public static class IntakeSetup
{
    public const string Events = "/api/v1/events";
    public const string Collector = "/services/collector";
    public const string Elastic = "/elastic";

    private static readonly string[] _collectorEvents = ["", "/event", "/event/1.0"];
    private static readonly string[] _collectorRaw = ["/raw", "/raw/1.0"];
    private static readonly string[] _collectorHealth = ["/health", "/health/1.0"];

    /// <summary>Behind the imports, whose doorbell it rings.</summary>
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IntakeOptions>, IntakeOptionsCheck>();
        services.Configure<RateLimiterOptions>(limits => limits.AddPolicy<string, IntakeLimits>(IntakeLimits.Policy));
        services.AddScoped<TokenCommands>();
        services.AddScoped<TokenQueries>();
        services.AddSingleton<TokenUse>();
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<BodyBudget>();
        services.AddSingleton<BodyReader>();
        services.AddSingleton<SpoolFolder>();
        services.AddSingleton<SpoolImports>();
        services.AddSingleton<EventSpool>();
        services.AddSingleton<IntakeDoor>();
        services.AddSingleton<EventsEndpoint>();
        services.AddSingleton<HecEndpoint>();
        services.AddSingleton<ElasticEndpoint>();
        services.AddHostedService<SpoolSweep>();
        services.AddSingleton<IntakeMerge>();
        services.AddTransient<IntakeMergeJob>();
        services.AddHostedService<IntakeMergeClock>();
    }

    public static void MapIntake(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Events, static (HttpContext context, EventsEndpoint events) => events.RunAsync(context)).AsIntake(EventsEndpoint.RefuseAsync);

        endpoints.Map(Events, static (HttpContext context) => EventsEndpoint.WrongMethodAsync(context)).AsIntake(EventsEndpoint.RefuseAsync);

        // A program that got an address wrong must hear so, and not be sent to the sign-in page.
        endpoints.Map("/api/{**rest}", static (HttpContext context) => EventsEndpoint.UnknownAsync(context)).AsIntake(EventsEndpoint.RefuseAsync);
        endpoints.Map(Collector + "/{**rest}", static (HttpContext context) => HecAnswer.NotFound.WriteAsync(context)).AsIntake(HecEndpoint.RefuseAsync);
        endpoints.Map(Elastic + "/{**rest}", static (HttpContext context) => ElasticAnswer.UnknownAsync(context)).AsIntake(ElasticAnswer.RefuseAsync);

        foreach (var path in _collectorEvents)
            endpoints.MapPost(Collector + path, static (HttpContext context, HecEndpoint hec) => hec.EventsAsync(context)).AsIntake(HecEndpoint.RefuseAsync);
        foreach (var path in _collectorRaw)
            endpoints.MapPost(Collector + path, static (HttpContext context, HecEndpoint hec) => hec.RawAsync(context)).AsIntake(HecEndpoint.RefuseAsync);
        foreach (var path in _collectorHealth)
            endpoints.MapGet(Collector + path, static (HttpContext context, HecEndpoint hec) => hec.HealthAsync(context)).AsIntake(HecEndpoint.RefuseAsync);
        endpoints.MapPost(Collector + "/ack", static (HttpContext context, HecEndpoint hec) => hec.AckAsync(context)).AsIntake(HecEndpoint.RefuseAsync);

        // Below a prefix for clients that can be given one, and at the root for those that cannot.
        ElasticEndpoint.Map(endpoints, Elastic, static endpoint => endpoint.AsIntake(ElasticAnswer.RefuseAsync));
        ElasticEndpoint.Map(endpoints, string.Empty, static endpoint => endpoint.AsIntake(ElasticAnswer.RefuseAsync));
        ElasticEndpoint.MapIndices(endpoints, Elastic, static endpoint => endpoint.AsIntake(ElasticAnswer.RefuseAsync));
        endpoints.MapMethods(Elastic, ["GET", "HEAD"], static (HttpContext context, ElasticEndpoint elastic) => elastic.RootAsync(context))
            .AsIntake(ElasticAnswer.RefuseAsync);
    }

    /// <summary>Stands before routing.</summary>
    public static void UseIntakeHandshake(this IApplicationBuilder app) => RootHandshake.Use(app, Elastic);

    /// <summary>
    /// Tokens are the only way in: a cookie that a browser sends along opens nothing, so that there is nothing to forge and
    /// no antiforgery token to ask for.
    /// </summary>
    private static void AsIntake(this IEndpointConventionBuilder endpoint, Func<HttpContext, Refusal, Task> refuse) => endpoint
        .AllowAnonymous().DisableAntiforgery().RequireRateLimiting(IntakeLimits.Policy).WithMetadata(new RefusalWords(refuse));
}
