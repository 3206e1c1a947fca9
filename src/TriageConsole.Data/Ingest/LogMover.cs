using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// Moves SQLite's log into its file beside the writer. SQLite does it by itself, but on the writer's thread and while it waits,
/// and where rows are added to millions that takes as long as adding them. Most of a full log is moved while the writer goes on;
/// the little that came meanwhile is moved between two transactions, after which the log begins anew.
/// </summary>
internal sealed class LogMover : IAsyncDisposable
{
    /// <summary>Pages after which the log is moved: 100 MiB.</summary>
    public const int Full = 25_600;

    // Where moving takes longer than writing, the writer waits for it: the log must not grow without end.
    private const int MostBehind = 4;

    private readonly SqliteConnection _writer;
    private readonly int _full;
    private Task? _moving;
    private long _begun;

    /// <param name="writer">An open connection. From now on it does not move the log by itself.</param>
    /// <param name="full">Pages after which the log is moved.</param>
    public LogMover(SqliteConnection writer, int full = Full)
    {
        (_writer, _full) = (writer, full);
        using var command = writer.CreateCommand();
        command.CommandText = "PRAGMA wal_autocheckpoint = 0";
        command.ExecuteNonQuery();
        _begun = Written();
    }

    /// <summary>Between two transactions of the writer, on its thread.</summary>
    public void Committed()
    {
        var pages = Written() - _begun;
        if (_moving is null)
        {
            if (pages >= _full)
                _moving = Task.Run(MoveMost);
            return;
        }

        if (!_moving.IsCompleted && pages < (long)MostBehind * _full)
            return;
        _moving.GetAwaiter().GetResult();
        _moving = null;
        Move(_writer);
        _begun = Written();
    }

    public async ValueTask DisposeAsync()
    {
        if (_moving is not null)
            await _moving;
    }

    // Twice: what came while the first was at work is moved by the second, and far less comes meanwhile.
    private void MoveMost()
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_writer.ConnectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            Move(connection);
            Move(connection);
        }
        catch (SqliteException)
        {
            // As below.
        }
    }

    // Waits for nobody: what a reader still needs stays until the next time.
    private static void Move(SqliteConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // A full disk, say. Nothing is lost, it stays in the log; the writer meets the same fault and says so.
        }
    }

    private long Written()
    {
        _ = raw.sqlite3_db_status(_writer.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
        return pages;
    }
}
