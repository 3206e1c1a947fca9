using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Hosting.Jobs;

/// <summary>
/// Background jobs. On SQLite the queue is in memory and lost at exit: the rows that jobs work on are the truth, and
/// unfinished ones are queued again at start.
/// </summary>
public static class JobsSetup
{
    // Imports write to one database; more workers would only wait for each other.
    private const int Workers = 2;

    /// <summary>For what waits on others: it has workers of its own, so that a target that does not answer holds up no import.</summary>
    public const string DeliveryQueue = "deliveries";

    private const int DeliveryWorkers = 2;

    public static void AddJobs(this IServiceCollection services, DatabaseOptions database, string connectionString)
    {
        // Hangfire would take both from statics of the process, which the latest console built in it sets: one of several in
        // a process (tests) would then run its jobs with the services of another.
        services.AddSingleton<JobStorage>(_ => database.IsPostgres
            ? new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, PostgresStorage()), PostgresStorage())
            : new InMemoryStorage());
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(jobs => jobs
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        services.AddHangfireServer(server => server.WorkerCount = Workers);
        services.AddHangfireServer(server =>
        {
            server.Queues = [DeliveryQueue];
            server.WorkerCount = DeliveryWorkers;
        });
    }

    public static void MapJobsDashboard(this IEndpointRouteBuilder endpoints) => endpoints
        .MapHangfireDashboard(AppRoutes.Jobs, new DashboardOptions
        {
            Authorization = [new AdminsOnly()],
            AppPath = AppRoutes.Home,
            DashboardTitle = "Jobs · Triage Console",
            DisplayStorageConnectionString = false,
        })
        .RequireAuthorization(Policies.ViewJobs);

    // Without the sliding time-out a job longer than the invisibility time is run again beside itself.
    private static PostgreSqlStorageOptions PostgresStorage() => new()
    {
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromMinutes(2),
        DistributedLockTimeout = TimeSpan.FromMinutes(2),
        QueuePollInterval = TimeSpan.FromSeconds(2),
    };
}
