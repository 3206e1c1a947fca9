using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace TriageConsole.Data.Tests;

public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>A migrated database of its own for one test, copied from one that was migrated once a run.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string NoPostgres = "TRIAGE_TEST_POSTGRES names no PostgreSQL server.";

    private static readonly string? _server = Environment.GetEnvironmentVariable("TRIAGE_TEST_POSTGRES");
    private static readonly SemaphoreSlim _templates = new(1, 1);
    private static readonly TestRunFolder _folder = new();
    private static string? _sqliteTemplate;
    private static string? _postgresTemplate;

    private readonly Engine _engine;
    private readonly string _name;

    private TestDatabase(Engine engine, string name, TriageDatabase database)
    {
        _engine = engine;
        _name = name;
        Database = database;
    }

    public TriageDatabase Database { get; }

    public static async Task<TestDatabase> CreateAsync(Engine engine)
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.SkipWhen(engine == Engine.Postgres && string.IsNullOrEmpty(_server), NoPostgres);
        await _templates.WaitAsync(cancel);
        try
        {
            if (engine == Engine.Sqlite)
            {
                _sqliteTemplate ??= await SqliteTemplateAsync(cancel);
                var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.db");
                File.Copy(_sqliteTemplate, path);
                return new(engine, path, TriageDatabase.Open("sqlite", $"Data Source={path}"));
            }

            _postgresTemplate ??= await PostgresTemplateAsync(cancel);
            var name = $"triage_test_{Guid.NewGuid():N}";
            await ServerAsync($"CREATE DATABASE {name} TEMPLATE {_postgresTemplate}", cancel);
            return new(engine, name, TriageDatabase.Open("postgres", Named(name)));
        }
        finally
        {
            _templates.Release();
        }
    }

    /// <summary>One without tables.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Postgres && string.IsNullOrEmpty(_server), NoPostgres);
        if (engine == Engine.Sqlite)
        {
            var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.db");
            return new(engine, path, TriageDatabase.Open("sqlite", $"Data Source={path}"));
        }

        var name = $"triage_test_{Guid.NewGuid():N}";
        await ServerAsync($"CREATE DATABASE {name}", TestContext.Current.CancellationToken);
        return new(engine, name, TriageDatabase.Open("postgres", Named(name)));
    }

    public TriageContext Context() => Database.CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        Database.Dispose();
        if (_engine == Engine.Postgres)
        {
            NpgsqlConnection.ClearAllPools();
            await ServerAsync($"DROP DATABASE {_name} WITH (FORCE)", CancellationToken.None);
            return;
        }

        await using (var connection = new SqliteConnection($"Data Source={_name}"))
            SqliteConnection.ClearPool(connection);
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(_name + suffix);
    }

    private static async Task<string> SqliteTemplateAsync(CancellationToken cancel)
    {
        var path = Path.Combine(_folder.Path, "template.db");
        using var database = TriageDatabase.Open("sqlite", $"Data Source={path};Pooling=False");
        await database.MigrateAsync(cancel);
        await using var context = database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", cancel);
        return path;
    }

    private static async Task<string> PostgresTemplateAsync(CancellationToken cancel)
    {
        var name = $"triage_template_{Guid.NewGuid():N}";
        await ServerAsync($"CREATE DATABASE {name}", cancel);
        using var database = TriageDatabase.Open("postgres", Named(name) + ";Pooling=False");
        await database.MigrateAsync(cancel);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Server($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        return name;
    }

    private static string Named(string name) => new NpgsqlConnectionStringBuilder(_server) { Database = name }.ConnectionString;

    private static void Server(string sql)
    {
        using var connection = new NpgsqlConnection(_server);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task ServerAsync(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Where the SQLite files of this run lie; gone when the run ends.</summary>
    private sealed class TestRunFolder
    {
        public TestRunFolder()
        {
            Path = Directory.CreateTempSubdirectory("triage-data-tests-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path, recursive: true);
        }

        public string Path { get; }
    }
}
