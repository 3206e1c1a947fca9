using System.Buffers;
using System.Runtime.InteropServices;
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
    private static readonly byte[] _nothing = [0];

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;
    private readonly int[] _places;

    // Which hold something from the row before; the others are null by themselves, as half of the columns are in most rows.
    private readonly bool[] _held;

    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _handle = _statement.DangerousGetHandle();
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

        Step();
    }

    /// <summary>Runs it once.</summary>
    /// <exception cref="SqliteException">The database refuses.</exception>
    public void Run(ReadOnlySpan<SqlValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            ref readonly var value = ref values[i];
            var isNull = value.Kind == SqlValueKind.Null;
            if (_places[i] == 0 || (isNull && !_held[i]))
                continue;
            Check(Bind(_places[i], in value));
            _held[i] = !isNull;
        }

        Step();
    }

    public void Dispose() => _statement.Dispose();

    private void Step()
    {
        var result = SqliteCalls.Step(_handle);
        var reset = SqliteCalls.Reset(_handle);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            Check(reset != raw.SQLITE_OK ? reset : result);
    }

    private int Bind(int place, object? value) => value switch
    {
        null => SqliteCalls.BindNull(_handle, place),
        long number => SqliteCalls.BindNumber(_handle, place, number),
        int number => SqliteCalls.BindNumber(_handle, place, number),
        bool flag => SqliteCalls.BindNumber(_handle, place, flag ? 1 : 0),
        byte[] bytes => Bytes(place, bytes),
        string text => Text(place, text),
        _ => throw new ArgumentException($"{value.GetType().Name} cannot be bound.", nameof(value)),
    };

    private int Bind(int place, in SqlValue value)
    {
        switch (value.Kind)
        {
            case SqlValueKind.Null:
                return SqliteCalls.BindNull(_handle, place);
            case SqlValueKind.Text:
                return Text(place, value.Text!);
            case SqlValueKind.Guid:
                Span<byte> bytes = stackalloc byte[16];
                value.Guid.TryWriteBytes(bytes, bigEndian: true, out _);
                return Bytes(place, bytes);
            default:
                return SqliteCalls.BindNumber(_handle, place, value.Number);
        }
    }

    // A place that holds nothing at all is null to SQLite, so that even what is empty must stand somewhere.
    private int Bytes(int place, ReadOnlySpan<byte> bytes) =>
        SqliteCalls.BindBytes(_handle, place, ref bytes.IsEmpty ? ref _nothing[0] : ref MemoryMarshal.GetReference(bytes), bytes.Length, SqliteCalls.Copied);

    private int Text(int place, string text)
    {
        const int OnStack = 512;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= OnStack)
        {
            Span<byte> small = stackalloc byte[OnStack];
            return Text(place, small[..Encoding.UTF8.GetBytes(text, small)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return Text(place, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private int Text(int place, ReadOnlySpan<byte> utf8) =>
        SqliteCalls.BindText(_handle, place, ref utf8.IsEmpty ? ref _nothing[0] : ref MemoryMarshal.GetReference(utf8), utf8.Length, SqliteCalls.Copied);

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _database);
    }
}
