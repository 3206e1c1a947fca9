using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Live;
using Xunit;

namespace TriageConsole.Web.Tests.Detecting;

/// <summary>The demo estate, imported and judged once; each test gets a copy of its own.</summary>
public sealed class JudgedEstate : IAsyncLifetime
{
    private static readonly string[] _captures = ["fs-02-security.evtx.gz", "lap-107-ecs.ndjson.gz", "srv-app03-winlogbeat.ndjson.gz", "wks-014-nxlog.ndjson.gz"];

    private readonly string _folder = Directory.CreateTempSubdirectory("triage-estate-").FullName;

    private string Template => Path.Combine(_folder, "template.db");

    public async ValueTask InitializeAsync()
    {
        await using var estate = new EstateCopy(Template);
        await estate.Get<TriageDatabase>().MigrateAsync(CancellationToken.None);
        foreach (var capture in _captures)
        {
            await using var db = estate.Db();
            var row = new ImportRow
            {
                Name = capture,
                StoredPath = Path.Combine(AppContext.BaseDirectory, "seed-data", "telemetry", capture),
                CreatedUtc = DateTime.UtcNow,
            };
            db.Imports.Add(row);
            await db.SaveChangesAsync();
            await estate.Get<ImportRunner>().RunAsync(row.Id, CancellationToken.None);
        }

        await using var context = estate.Db();
        await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);");
    }

    public EstateCopy Copy()
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.db");
        File.Copy(Template, file);
        return new(file);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A console without its pages on one database.</summary>
public sealed class EstateCopy : IAsyncDisposable
{
    // What differs between any two runs.
    private static readonly HashSet<string> _ofTheRun = ["JudgedUtc", "StartedUtc", "FinishedUtc", "CreatedUtc", "ProcessesAtStart", "Id", "AtUtc"];

    private readonly string _file;
    private readonly ServiceProvider _services;

    public EstateCopy(string file)
    {
        _file = file;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddTriageData("sqlite", $"Data Source={file};Pooling=False");
        Mortal = new MortalContexts(TriageDatabase.Open("sqlite", $"Data Source={file};Pooling=False"));
        services.AddSingleton<IDbContextFactory<TriageContext>>(Mortal);
        services.AddSingleton<Notices>();
        services.AddPipeline();
        services.AddDetecting();
        services.AddSingleton<Hangfire.IBackgroundJobClient>(Jobs);
        _services = services.BuildServiceProvider();
    }

    internal Imports.JobClientSpy Jobs { get; } = new();

    public MortalContexts Mortal { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public TriageContext Db() => Get<TriageDatabase>().CreateDbContext();

    public async Task<RejudgeRunRow> RunAsync(long runId)
    {
        await using var db = Db();
        return await db.RejudgeRuns.AsNoTracking().SingleAsync(r => r.Id == runId);
    }

    /// <summary>The rows of a table in words, but for ids and times.</summary>
    public IReadOnlyList<string> Table(string name, params string[] without)
    {
        using var connection = new SqliteConnection($"Data Source={_file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{name}\"";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Where(i => !_ofTheRun.Contains(reader.GetName(i)) && !without.Contains(reader.GetName(i)))
                .Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Mortal.Database.Dispose();
        foreach (var suffix in (string[])["-wal", "-shm"])
            File.Delete(_file + suffix);
    }
}

/// <summary>A database that goes away after some more contexts, as a killed process would leave it.</summary>
public sealed class MortalContexts(TriageDatabase database) : IDbContextFactory<TriageContext>
{
    /// <summary>Contexts until it goes; negative for never.</summary>
    public int Left { get; set; } = -1;

    public TriageDatabase Database => database;

    public TriageContext CreateDbContext()
    {
        if (Left == 0)
            throw new IOException("The process was killed.");
        if (Left > 0)
            Left--;
        return database.CreateDbContext();
    }
}
