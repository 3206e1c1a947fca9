using TriageConsole.Web.Features.Coverage.Recommending;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>Telemetry health and what to do about it.</summary>
public static class HealthSetup
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<HealthQueries>();
        services.AddSingleton<HealthGroupQueries>();
        services.AddSingleton<RecommendationQueries>();
    }
}
