namespace TriageConsole.Web.Features.Hunt;

public static class HuntSetup
{
    public static void AddHunt(this IServiceCollection services)
    {
        services.AddSingleton<HuntQueries>();
        services.AddSingleton<HuntExport>();
        services.AddScoped<ProcessQueries>();
        services.AddScoped<RaiseCommands>();
    }
}
