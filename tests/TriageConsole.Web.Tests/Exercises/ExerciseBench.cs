using Hangfire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Baseline.Suggestions;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Decisions.Bulk;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Exercises;
using TriageConsole.Web.Features.Exercises.Plan;
using TriageConsole.Web.Features.Exercises.Results;
using TriageConsole.Web.Features.Exercises.Run;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using TriageConsole.Web.Tests.Detecting;
using TriageConsole.Web.Tests.Imports;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Exercises;

/// <summary>A console without its pages, with the real pipeline, in which an exercise can be run.</summary>
internal sealed class ExerciseBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("triage-exercise-").FullName;
    private readonly ServiceProvider _services;

    public ExerciseBench(Engine engine = Engine.Sqlite)
    {
        Store = new(engine);
        Store.Time.SetUtcNow(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
        Mortal = new(Store.Database);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Store.Time);
        services.AddSingleton(Store.Database);
        services.AddSingleton<IDbContextFactory<TriageContext>>(Mortal);
        services.AddSingleton(Store.Notices);
        services.AddSingleton(new StorageFolder(_folder));
        services.AddSingleton<IBackgroundJobClient>(Jobs);
        services.AddSingleton<IJudgeRequests, JudgeRequestsSpy>();
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddSingleton(Options.Create(new EscalationOptions()));
        services.AddSingleton(Options.Create(new ExerciseOptions { KeepResultsDays = 30 }));
        services.AddPipeline();
        services.AddDetecting();
        services.AddTriage();
        services.AddOutbox();
        services.AddExerciseRun();
        services.AddSingleton<ExerciseClock>();
        services.AddSingleton<PeopleNames>();
        services.AddScoped<ExerciseCommands>();
        services.AddScoped<ExerciseExport>();
        services.AddScoped<BaselineCommands>();
        services.AddSingleton<SuggestionQueries>();
        services.AddCoverage();
        services.AddScoped<Features.Baseline.BaselineQueries>();
        _services = services.BuildServiceProvider();
    }

    public AlertStore Store { get; }

    public MortalContexts Mortal { get; }

    public JobClientSpy Jobs { get; } = new();

    public ExerciseQueries Queries => Get<ExerciseQueries>();

    public string Uploads => Get<StorageFolder>().Uploads;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public TriageContext Db() => Store.CreateDbContext();

    public Task AddPeopleAsync() => Store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst, AlertStore.Manager, AlertStore.Admin);

    /// <summary>Some of the demo estate, imported and judged.</summary>
    public async Task ImportDemoAsync()
    {
        await using var db = Db();
        var row = new ImportRow { Name = "demo", StoredPath = Path.Combine(AppContext.BaseDirectory, "seed-data", "telemetry", "wks-014-nxlog.ndjson.gz"), CreatedUtc = Store.Now };
        db.Imports.Add(row);
        await db.SaveChangesAsync(Cancel);
        await Get<ImportRunner>().RunAsync(row.Id, Cancel);
    }

    public static ExerciseWish Wish => new() { Name = "Monday drill", Attacks = 2, Routines = 0, Minutes = 60 };

    /// <summary>Starts an exercise and brings in what is due.</summary>
    public async Task<ExerciseRow> StartAsync(ExerciseWish? wish = null)
    {
        var (id, faults) = await Get<ExerciseCommands>().StartAsync(AlertStore.Manager, wish ?? Wish, Cancel);
        Assert.Empty(faults);
        await RunAsync();
        return await ReadAsync(id!.Value);
    }

    public Task RunAsync() => Get<ExerciseRunner>().RunAsync(Cancel);

    public async Task<ExerciseRow> EndAsync(long id)
    {
        Assert.True(await Get<ExerciseCommands>().EndAsync(AlertStore.Manager, id, Cancel));
        await RunAsync();
        return await ReadAsync(id);
    }

    public async Task<ExerciseRow> ReadAsync(long id)
    {
        await using var db = Db();
        return await db.Exercises.AsNoTracking().Include(row => row.Items.OrderBy(item => item.Position)).Include(row => row.People).SingleAsync(row => row.Id == id, Cancel);
    }

    public async Task<AlertRow> AlertOfAsync(ExerciseItemRow item)
    {
        await using var db = Db();
        return await db.Alerts.AsNoTracking().Include(alert => alert.History).Include(alert => alert.Host).SingleAsync(alert => alert.PublicId == item.AlertId, Cancel);
    }

    /// <summary>Rows of every table but those of the exercises themselves.</summary>
    public async Task<IReadOnlyList<string>> CountsAsync()
    {
        await using var db = Db();
        List<string> counts = [];
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct().Where(name => !name.StartsWith("Exercise", StringComparison.Ordinal)).Order())
        {
#pragma warning disable EF1002 // Names of the model's own tables.
            counts.Add($"{table}: {await db.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" FROM \"{table}\"").SingleAsync(Cancel)}");
#pragma warning restore EF1002
        }

        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
