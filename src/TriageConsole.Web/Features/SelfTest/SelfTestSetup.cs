using Hangfire;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>The self-test: job, page, clock.</summary>
public static class SelfTestSetup
{
    public static void AddSelfTest(this IServiceCollection services)
    {
        services.AddSingleton<SelfTestScenarios>();
        services.AddSingleton<SelfTestRunner>();
        services.AddTransient<SelfTestJob>();
        services.AddScoped<SelfTestQueries>();
        services.AddScoped<SelfTestCommands>();
        services.AddHostedService<SelfTestClock>();
    }

    // At night by UTC, after retention.
    private sealed class SelfTestClock(IRecurringJobManager recurring, IDbContextFactory<TriageContext> contexts, TimeProvider time) : IHostedService
    {
        private const int Hour = 4;

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            // What the last process left undone ran in a database that is gone.
            var now = time.GetUtcNow().UtcDateTime;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.SelfTestRuns.Where(run => run.Slot != null).ExecuteUpdateAsync(
                set => set.SetProperty(run => run.State, SelfTestState.Failed).SetProperty(run => run.Slot, (int?)null)
                    .SetProperty(run => run.FinishedUtc, now).SetProperty(run => run.Error, "The console was stopped meanwhile."),
                cancellationToken);
            recurring.AddOrUpdate<SelfTestJob>("self-test", job => job.RunAsync(null, CancellationToken.None), Cron.Daily(Hour));
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
