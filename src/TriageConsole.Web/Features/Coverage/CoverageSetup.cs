using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Features.Coverage.Uses;
using TriageConsole.Web.Features.Coverage.Work;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>What the coverage page is made of.</summary>
public static class CoverageSetup
{
    public static void AddCoverage(this IServiceCollection services)
    {
        services.AddSingleton<ScopeQueries>();
        services.AddSingleton<AlertFactQueries>();
        services.AddSingleton<ScriptHostUseQueries>();
        services.AddSingleton<SignalRateQueries>();
        services.AddSingleton<GradeQueries>();
        services.AddScoped<CoverageView>();
        services.AddHealth();
        services.AddSingleton<HealthCache>();
        services.AddHostedService<CoverageWarmth>();
    }
}
