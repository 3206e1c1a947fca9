using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// A prepared statement bound by place. The ADO.NET provider looks up every parameter by its name for every row, which for
/// a row of three dozen columns costs as much as storing it.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    // Which hold something from the row before; the others are null by themselves, as half of the columns are in most rows.
    private readonly bool[] _held;

    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _places = new int[parameters];
        _held = new bool[parameters];
        for (var i = 0; i < parameters; i++)
            _places[i] = raw.sqlite3_bind_parameter_index(_statement, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@{i}"));
    }

    /// <summary>Whether all of these can be bound; a time cannot, the provider knows how the model stores it.</summary>
    public static bool CanBind(ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            if (value is not (null or long or int or string or byte[] or bool))
                return false;
        }

        return true;
    }

    /// <summary>Runs it once.</summary>
    /// <exception cref="SqliteException">The database refuses.</exception>
    public void Run(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (_places[i] == 0 || (value is null && !_held[i]))
                continue;
            Check(Bind(_places[i], value));
            _held[i] = value is not null;
        }

        var result = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            Check(reset != raw.SQLITE_OK ? reset : result);
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int(_statement, place, number),
        bool flag => raw.sqlite3_bind_int(_statement, place, flag ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        string text => Text(place, text),
        _ => throw new ArgumentException($"{value.GetType().Name} cannot be bound.", nameof(value)),
    };

    private int Text(int place, string text)
    {
        const int OnStack = 512;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= OnStack)
        {
            Span<byte> small = stackalloc byte[OnStack];
            return raw.sqlite3_bind_text(_statement, place, small[..Encoding.UTF8.GetBytes(text, small)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return raw.sqlite3_bind_text(_statement, place, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
