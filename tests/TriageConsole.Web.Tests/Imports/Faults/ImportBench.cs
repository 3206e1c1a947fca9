using Hangfire;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Faults;

/// <summary>The import job with all it is made of, on a database file of the test's choice.</summary>
internal sealed class ImportBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public ImportBench(string connectionString, StorageFolder storage)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Notices>();
        services.AddSingleton(storage);
        services.AddSingleton<IBackgroundJobClient>(new JobClientSpy());
        services.AddTriageData("sqlite", connectionString);
        services.AddPipeline();
        services.AddSingleton<FailedImports>();
        services.AddSingleton<ImportDoorbell>();
        services.AddSingleton<ImportDoor>();
        services.AddTransient<ImportJob>();
        services.AddScoped<ImportCommands>();
        services.AddScoped<ImportQueries>();
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public FailedImports Failures => _services.GetRequiredService<FailedImports>();

    public TriageContext Db() => _services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContext();

    public Task MigrateAsync() => _services.GetRequiredService<TriageDatabase>().MigrateAsync(Cancel);

    public async Task<long> AddAsync(string telemetry)
    {
        await using var db = Db();
        var row = new ImportRow { Name = "telemetry.ndjson", StoredPath = telemetry, TotalBytes = new FileInfo(telemetry).Length, CreatedUtc = DateTime.UtcNow };
        db.Imports.Add(row);
        await db.SaveChangesAsync(Cancel);
        return row.Id;
    }

    public Task RunAsync(long id) => _services.GetRequiredService<ImportJob>().RunAsync(id, Cancel);

    /// <summary>The import as the pages show it.</summary>
    public async Task<ImportLine> ShownAsync(long id)
    {
        await using var scope = _services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ImportQueries>().FindAsync(id, null, Cancel))!.Import;
    }

    public async Task<bool> RetryAsync(long id)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ImportCommands>().RetryAsync(AlertStore.Admin, id, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
