using TriageConsole.Web.Features.Hosts.OneHost;

namespace TriageConsole.Web.Features.Hosts;

public static class HostsSetup
{
    public static void AddHosts(this IServiceCollection services)
    {
        services.AddSingleton<HostQueries>();
        services.AddSingleton<OneHostQueries>();
    }
}
