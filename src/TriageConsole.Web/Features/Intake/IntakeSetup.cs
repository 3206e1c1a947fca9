using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using TriageConsole.Web.Features.Intake.Access;
using TriageConsole.Web.Features.Intake.Bodies;
using TriageConsole.Web.Features.Intake.Events;
using TriageConsole.Web.Features.Intake.Spool;
using TriageConsole.Web.Features.Tokens;

namespace TriageConsole.Web.Features.Intake;

/// <summary>Events handed in over HTTP, and the tokens that allow it.</summary>
public static class IntakeSetup
{
    public const string Events = "/api/v1/events";

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
        services.AddHostedService<SpoolSweep>();
    }

    public static void MapIntake(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Events, static (HttpContext context, EventsEndpoint events) => events.RunAsync(context)).AsIntake(EventsEndpoint.RefuseAsync);
    }

    /// <summary>
    /// Tokens are the only way in: a cookie that a browser sends along opens nothing, so that there is nothing to forge and
    /// no antiforgery token to ask for.
    /// </summary>
    private static void AsIntake(this IEndpointConventionBuilder endpoint, Func<HttpContext, Refusal, Task> refuse) => endpoint
        .AllowAnonymous().DisableAntiforgery().RequireRateLimiting(IntakeLimits.Policy).WithMetadata(new RefusalWords(refuse));
}
