using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Ingest;

namespace TriageConsole.Data;

/// <summary>
/// One database: makes contexts, brings the schema up to date, and holds the gate that lets one bulk writer in at a time.
/// </summary>
public sealed class TriageDatabase : IDbContextFactory<TriageContext>, IDisposable
{
    private readonly DbContextOptions<SqliteTriageContext>? _sqlite;
    private readonly DbContextOptions<PostgresTriageContext>? _postgres;

    private TriageDatabase(DbContextOptions<SqliteTriageContext>? sqlite, DbContextOptions<PostgresTriageContext>? postgres, string connectionString)
    {
        _sqlite = sqlite;
        _postgres = postgres;
        ConnectionString = connectionString;
    }

    public bool IsSqlite => _sqlite is not null;

    internal string ConnectionString { get; }

    /// <summary>What bulk writers know of the store; whoever holds the gate uses it.</summary>
    internal OutlineKeeper Known { get; } = new();

    /// <summary>Whether bulk writers keep roll-ups; a measure of what those cost turns them off.</summary>
    internal bool KeepsRollUps { get; set; } = true;

    /// <summary>Bulk writers wait here for each other instead of in the database.</summary>
    internal SemaphoreSlim WriteGate { get; } = new(1, 1);

    /// <param name="provider"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="connectionString">For SQLite <c>Data Source=FILE</c>; the folder must exist.</param>
    /// <exception cref="ArgumentException">Another provider.</exception>
    public static TriageDatabase Open(string provider, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        if (provider.Equals("sqlite", StringComparison.OrdinalIgnoreCase))
            return new(Sqlite(connectionString), null, connectionString);
        if (provider.Equals("postgres", StringComparison.OrdinalIgnoreCase))
            return new(null, Postgres(connectionString), connectionString);
        throw new ArgumentException($"The database provider is '{provider}'; it must be sqlite or postgres.", nameof(provider));
    }

    public TriageContext CreateDbContext() =>
        _sqlite is not null ? new SqliteTriageContext(_sqlite) : new PostgresTriageContext(_postgres!);

    /// <summary>Creates the database where it is missing and applies the migrations it lacks.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (IsSqlite)
            await SqliteFile.PrepareAsync(ConnectionString, cancellationToken);
        await using var context = CreateDbContext();
        await context.Database.MigrateAsync(cancellationToken);
    }

    public void Dispose() => WriteGate.Dispose();

    internal static DbContextOptions<SqliteTriageContext> Sqlite(string connectionString) =>
        new DbContextOptionsBuilder<SqliteTriageContext>()
            .UseSqlite(connectionString, sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery))
            .AddInterceptors(SqlitePragmas.Instance)
            .Options;

    internal static DbContextOptions<PostgresTriageContext> Postgres(string connectionString) =>
        new DbContextOptionsBuilder<PostgresTriageContext>()
            .UseNpgsql(connectionString, postgres => postgres.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery))
            .Options;
}
