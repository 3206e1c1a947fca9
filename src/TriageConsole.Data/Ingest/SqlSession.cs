using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TriageConsole.Data.Ingest;

/// <summary>One connection with its prepared statements and the transaction of the open batch. Synchronous: batches run on a job's thread.</summary>
internal sealed class SqlSession(SqlDialect dialect, DbConnection connection) : IAsyncDisposable
{
    private const int QueueLength = 400;

    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private DbTransaction? _transaction;
    private DbBatch? _queue;
    private LogMover? _log;

    public SqlDialect Dialect => dialect;

    public static async Task<SqlSession> OpenAsync(SqlDialect dialect, string connectionString, CancellationToken cancellationToken)
    {
        var connection = dialect.Connect(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            if (dialect.SessionSql.Length > 0)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = dialect.SessionSql;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            return new(dialect, connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>For whoever writes much: SQLite's log is moved beside it and not while it waits.</summary>
    public static async Task<SqlSession> OpenToWriteAsync(SqlDialect dialect, string connectionString, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(dialect, connectionString, cancellationToken);
        try
        {
            session.MoveLogAside();
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public void Begin()
    {
        _transaction = connection.BeginTransaction();
        if (dialect.BatchSql.Length > 0)
            Execute(dialect.BatchSql);
    }

    public void Commit()
    {
        Drain();
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
        _log?.Committed();
    }

    /// <summary>Runs a statement; parameters are <c>@0</c>, <c>@1</c> … in order.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>
    /// Runs a statement whose result nobody waits for: at once where the database is in the process, else with others in
    /// one round trip. Whoever reads what it writes calls <see cref="Drain"/> first.
    /// </summary>
    public void Queue(string sql, params ReadOnlySpan<object?> values)
    {
        if (!connection.CanCreateBatch)
        {
            if (connection is SqliteConnection sqlite && SqliteStatement.CanBind(values))
                Statement(sqlite, sql, values.Length).Run(values);
            else
                Execute(sql, values);
            return;
        }

        var command = Queued(sql);
        for (var i = 0; i < values.Length; i++)
            Add(command, i, values[i]);
        if (_queue!.BatchCommands.Count >= QueueLength)
            Drain();
    }

    /// <summary>The same for rows that come by the million.</summary>
    public void Queue(string sql, ReadOnlySpan<SqlValue> values)
    {
        if (connection is SqliteConnection sqlite)
        {
            Statement(sqlite, sql, values.Length).Run(values);
            return;
        }

        var command = Queued(sql);
        for (var i = 0; i < values.Length; i++)
            Add(command, i, values[i].Boxed(dialect));
        if (_queue!.BatchCommands.Count >= QueueLength)
            Drain();
    }

    /// <summary>Runs what is queued.</summary>
    public void Drain()
    {
        if (_queue is null)
            return;
        _queue.Transaction = _transaction;
        _queue.ExecuteNonQuery();
        _queue.Dispose();
        _queue = null;
    }

    /// <summary>The first column of the first row; null where there is none.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    public long? Number(string sql, params ReadOnlySpan<object?> values) =>
        Scalar(sql, values) is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    /// <summary>The highest id of a table. Asked anew in every batch: what a run before removed must not count.</summary>
    public long LastId(string table) => Number($"SELECT MAX(\"Id\") FROM \"{table}\"") ?? 0;

    public DbDataReader Read(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader(CommandBehavior.Default);

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        foreach (var command in _commands.Values)
            await command.DisposeAsync();
        if (_queue is not null)
            await _queue.DisposeAsync();
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        if (_log is not null)
            await _log.DisposeAsync();
        await connection.DisposeAsync();
    }

    private void MoveLogAside()
    {
        if (connection is SqliteConnection sqlite)
            _log = new(sqlite);
    }

    private DbBatchCommand Queued(string sql)
    {
        _queue ??= connection.CreateBatch();
        var command = _queue.CreateBatchCommand();
        command.CommandText = sql;
        _queue.BatchCommands.Add(command);
        return command;
    }

    private static void Add(DbBatchCommand command, int place, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@{place}");
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    private SqliteStatement Statement(SqliteConnection sqlite, string sql, int parameters)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new SqliteStatement(sqlite, sql, parameters));
        return statement;
    }

    private DbCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@{i}");
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
