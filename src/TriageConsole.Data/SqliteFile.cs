using Microsoft.Data.Sqlite;

namespace TriageConsole.Data;

/// <summary>What can only be decided when the file is made.</summary>
internal static class SqliteFile
{
    /// <summary>
    /// Makes an empty file with 4 KiB pages (what is found by hash or process id lies anywhere, and a row there costs a whole
    /// page to read, to log and to write: ADR 0014), incremental vacuum (so that retention can give space back) and a
    /// write-ahead log. An existing file keeps what it has.
    /// </summary>
    public static async Task PrepareAsync(string connectionString, CancellationToken cancellationToken)
    {
        var source = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (File.Exists(source.DataSource) && new FileInfo(source.DataSource).Length > 0)
            return;
        await using var connection = new SqliteConnection(source.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
