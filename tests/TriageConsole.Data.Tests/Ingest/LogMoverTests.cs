using Microsoft.Data.Sqlite;
using TriageConsole.Data.Ingest;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

public sealed class LogMoverTests : IDisposable
{
    private const int Rows = 50;
    private const int PageSize = 4_096;

    private readonly string _folder = Directory.CreateTempSubdirectory("triage-log-").FullName;

    private string File => Path.Combine(_folder, "log.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Committed_WriterThatNeverRests_KeepsTheLogShortAndEveryRow()
    {
        const int Transactions = 300;
        using (var writer = Open())
        {
            await using var mover = new LogMover(writer, full: 100);
            for (var i = 0; i < Transactions; i++)
            {
                Write(writer);
                mover.Committed();
            }

            // Without the mover all of it would lie in the log, some 15,000 pages; the writer waits where there are four times as many as wanted.
            Assert.InRange(new FileInfo(File + "-wal").Length / PageSize, 1, 1_000);
        }

        Assert.Equal(Transactions * Rows, Count());
    }

    [Fact]
    public async Task Committed_SomebodyReadsAnOldState_GoesOnAndLosesNothing()
    {
        using var writer = Open();
        Write(writer);
        using (var reader = Open(create: false))
        {
            using var old = reader.BeginTransaction(deferred: true);
            Assert.Equal(Rows, Count(reader, old));
            await using var mover = new LogMover(writer, full: 20);
            for (var i = 0; i < 40; i++)
            {
                Write(writer);
                mover.Committed();
            }

            Assert.Equal(Rows, Count(reader, old));
        }

        Assert.Equal(41 * Rows, Count());
    }

    [Fact]
    public async Task DisposeAsync_WhileTheLogIsMoved_WaitsForIt()
    {
        using (var writer = Open())
        {
            await using var mover = new LogMover(writer, full: 1);
            Write(writer);
            mover.Committed();
        }

        Assert.Equal(Rows, Count());
    }

    private SqliteConnection Open(bool create = true)
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        if (create)
            Execute(connection, "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS Filler (Id INTEGER PRIMARY KEY, Text BLOB)");
        return connection;
    }

    private static void Write(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO Filler (Text) VALUES (randomblob(3900))";
        for (var i = 0; i < Rows; i++)
            command.ExecuteNonQuery();
        transaction.Commit();
    }

    private long Count()
    {
        using var connection = Open(create: false);
        return Count(connection, null);
    }

    private static long Count(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT COUNT(*) FROM Filler";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
