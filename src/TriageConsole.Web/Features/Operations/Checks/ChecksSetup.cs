using Hangfire;
using Microsoft.Extensions.Options;
using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>The hourly checks: settings, checks, clock.</summary>
public static class ChecksSetup
{
    public static void AddChecks(this IServiceCollection services)
    {
        services.AddOptions<CheckOptions>().BindConfiguration(CheckOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CheckOptions>, CheckOptionsCheck>();
        services.AddSingleton<IOperationsCheck, SilentHostsCheck>();
        services.AddSingleton<IOperationsCheck, CompletenessCheck>();
        services.AddSingleton<IOperationsCheck, ExpiringUsesCheck>();
        services.AddSingleton<IOperationsCheck, FailuresCheck>();
        services.AddSingleton<IOperationsCheck>(all => new DiskCheck(all.GetRequiredService<StorageFolder>(), DiskSpace.Of));
        services.AddTransient<ScheduledChecksJob>();
        services.AddHostedService<ChecksClock>();
    }

    private sealed class ChecksClock(IRecurringJobManager recurring) : IHostedService
    {
        // Beside the hour, when other jobs begin.
        private const int Minute = 7;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            recurring.AddOrUpdate<ScheduledChecksJob>("checks", job => job.RunAsync(CancellationToken.None), Cron.Hourly(Minute));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
