using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TriageConsole.Data;

/// <summary>What every SQLite connection must be told, pooled ones again each time they are taken.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>
    /// NORMAL is safe with a write-ahead log: a power cut can lose the last transactions, never the file; a killed process
    /// loses nothing that was committed. The log is moved into the file every 25,600 pages (100 MiB), since moving it often is what
    /// slows a bulk load. The cache is small, since there are many connections; the one that loads asks for more.
    /// </summary>
    public const string Sql = """
        PRAGMA busy_timeout = 15000;
        PRAGMA synchronous = NORMAL;
        PRAGMA foreign_keys = ON;
        PRAGMA wal_autocheckpoint = 25600;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -4096;
        """;

    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
