using Hangfire;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Retention;

namespace TriageConsole.Web.Features.Retention;

/// <summary>Retention: job, page, clock.</summary>
public static class RetentionSetup
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsCheck>();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart();
        services.AddSingleton<RetentionSweep>();
        services.AddSingleton<UploadedFiles>();
        services.AddTransient<RetentionJob>();
        services.AddScoped<RetentionQueries>();
        services.AddScoped<RetentionCommands>();
        services.AddHostedService<RetentionClock>();
    }

    // At night by UTC: a large removal is not what an analyst should wait behind.
    private sealed class RetentionClock(IRecurringJobManager recurring) : IHostedService
    {
        private const int Hour = 3;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            recurring.AddOrUpdate<RetentionJob>("retention", job => job.RunAsync(null, CancellationToken.None), Cron.Daily(Hour));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
