using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Live;
using Xunit;

namespace TriageConsole.Web.Tests.Pipeline;

public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>The way from a file to its alerts as the console has it, on a database of its own.</summary>
internal sealed class PipelineRun : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("triage-pipeline-");
    private readonly string? _database;
    private readonly ServiceProvider _services;
    private int _files;

    private PipelineRun(string? database)
    {
        _database = database;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddTriageData(
            database is null ? "sqlite" : "postgres",
            database is null ? $"Data Source={Path.Combine(_folder.FullName, "triage.db")};Pooling=False" : new NpgsqlConnectionStringBuilder(Server) { Database = database }.ConnectionString);
        services.AddSingleton<Notices>();
        services.AddPipeline();
        _services = services.BuildServiceProvider();
    }

    private static string? Server => Environment.GetEnvironmentVariable("TRIAGE_TEST_POSTGRES");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<PipelineRun> CreateAsync(Engine engine)
    {
        string? database = null;
        if (engine == Engine.Postgres)
        {
            Assert.SkipWhen(string.IsNullOrEmpty(Server), "TRIAGE_TEST_POSTGRES names no PostgreSQL server.");
            database = $"triage_pipeline_{Guid.NewGuid():N}";
            await OnServerAsync($"CREATE DATABASE {database}");
        }

        var run = new PipelineRun(database);
        await run.Get<TriageDatabase>().MigrateAsync(Cancel);
        return run;
    }

    /// <summary>A run that has imported these files.</summary>
    public static async Task<PipelineRun> OfAsync(Engine engine, params byte[][] files)
    {
        var run = await CreateAsync(engine);
        foreach (var file in files)
            await run.ImportAsync(file);
        return run;
    }

    /// <summary>Imports a file: row, job and all.</summary>
    public async Task ImportAsync(byte[] file)
    {
        var path = Path.Combine(_folder.FullName, $"{++_files}.bin");
        await File.WriteAllBytesAsync(path, file, Cancel);
        await ImportAsync($"{_files}.bin", path);
    }

    /// <summary>The same of a file where it lies. Returns the import.</summary>
    public async Task<long> ImportAsync(string name, string path)
    {
        long id;
        await using (var db = Context())
        {
            var import = new ImportRow { Name = name, StoredPath = path, TotalBytes = new FileInfo(path).Length, CreatedUtc = DateTime.UtcNow };
            db.Imports.Add(import);
            await db.SaveChangesAsync(Cancel);
            id = import.Id;
        }

        await Get<ImportRunner>().RunAsync(id, Cancel);
        await using var after = Context();
        var done = await after.Imports.AsNoTracking().SingleAsync(i => i.Id == id, Cancel);
        Assert.True(done.State == ImportState.Completed, $"{name}: {done.State}: {done.Error}");
        return id;
    }

    public TriageContext Context() => Get<TriageDatabase>().CreateDbContext();

    /// <summary>What is known, without anything that only says when or from which file it came.</summary>
    public async Task<Picture> PictureAsync()
    {
        await using var db = Context();
        var rows = await db.Processes.AsNoTracking().Include(p => p.Host).Include(p => p.Image).Include(p => p.CommandLine).Include(p => p.Signature)
            .Include(p => p.FileHash!.Signature).ToListAsync(Cancel);
        var names = rows.ToDictionary(p => p.Id, p => $"{p.Host!.Name}/{p.ProcessId}/{WindowsPath.FileName(p.Image!.Value)}");
        var alerts = await db.Alerts.AsNoTracking().Include(a => a.Findings).Include(a => a.Processes).AsSplitQuery().ToListAsync(Cancel);
        return new(
            Sorted(rows.Select(p => string.Create(
                CultureInfo.InvariantCulture,
                $"{names[p.Id]} guid={p.ProcessGuid} start={p.StartUtc:O} end={p.EndUtc:O} cmd={p.CommandLine?.Value} sig={p.Signature?.Status ?? p.FileHash?.Signature?.Status}"))),
            Sorted(rows.Where(p => p.ParentId is not null).Select(p => $"{names[p.ParentId!.Value]} > {names[p.Id]} {p.ParentEdge}")),
            await db.Signatures.CountAsync(Cancel),
            await db.FileHashes.CountAsync(Cancel),
            await db.Modules.CountAsync(Cancel),
            await db.FileWrites.CountAsync(Cancel),
            await db.ScriptBlocks.CountAsync(Cancel),
            Sorted(alerts.Select(a => string.Create(
                CultureInfo.InvariantCulture,
                $"{names[a.ProxyProcessId]} score={a.Score} complete={a.Completeness} members=[{string.Join(' ', a.Processes.Select(m => names[m.ProcessId]).Order(StringComparer.Ordinal))}] findings=[{string.Join(' ', a.Findings.Select(f => f.SignalId).Order(StringComparer.Ordinal))}]"))));
    }

    /// <summary>The findings of all alerts by signal.</summary>
    public async Task<IReadOnlyList<string>> SignalsAsync()
    {
        await using var db = Context();
        return await db.AlertFindings.Select(f => f.SignalId).Distinct().ToListAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_database is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await OnServerAsync($"DROP DATABASE {_database} WITH (FORCE)");
        }

        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static List<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
