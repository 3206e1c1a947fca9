using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>Watched folders: settings, looks, panel.</summary>
internal static class WatchSetup
{
    public static void AddWatching(this IServiceCollection services)
    {
        services.AddOptions<WatchOptions>().BindConfiguration(WatchOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WatchOptions>, WatchOptionsCheck>();
        services.AddSingleton<WatchBoard>();
        services.AddSingleton<WatchRound>();
        services.AddHostedService<WatchClock>();
    }
}
