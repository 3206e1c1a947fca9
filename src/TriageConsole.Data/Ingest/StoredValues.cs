using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// The columns of the row that a reader stands on. SQLite's are taken straight from its statement: detection reads a dozen of every process, and the
/// ADO.NET provider asks for the type of each twice and boxes what is not a number.
/// </summary>
internal readonly struct StoredValues
{
    private readonly DbDataReader _reader;
    private readonly SqlDialect _dialect;
    private readonly nint _statement;

    /// <param name="reader">Open; the values are those of the row it stands on.</param>
    /// <param name="dialect">Of the reader's database.</param>
    public StoredValues(DbDataReader reader, SqlDialect dialect)
    {
        (_reader, _dialect) = (reader, dialect);
        _statement = reader is SqliteDataReader { Handle: { } statement } ? statement.DangerousGetHandle() : 0;
    }

    public bool IsNull(int column) => _statement != 0 ? SqliteCalls.ColumnType(_statement, column) == raw.SQLITE_NULL : _reader.IsDBNull(column);

    public long Long(int column) => _statement != 0 ? SqliteCalls.ColumnNumber(_statement, column) : _reader.GetInt64(column);

    public int Int(int column) => _statement != 0 ? checked((int)SqliteCalls.ColumnNumber(_statement, column)) : _reader.GetInt32(column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>A moment of a row that comes by the million.</summary>
    public DateTime Time(int column) => _statement != 0 ? new(SqliteCalls.ColumnNumber(_statement, column), DateTimeKind.Utc) : _dialect.Time(_reader, column);

    public Guid Guid(int column)
    {
        if (_statement == 0)
            return _dialect.Guid(_reader, column);
        var first = SqliteCalls.ColumnBytes(_statement, column);
        Span<byte> bytes = stackalloc byte[16];
        if (first == 0 || SqliteCalls.ColumnLength(_statement, column) != bytes.Length)
            throw new InvalidDataException("A GUID is not 16 bytes long: the database was changed from outside.");
        BitConverter.TryWriteBytes(bytes, Marshal.ReadInt64(first));
        BitConverter.TryWriteBytes(bytes[sizeof(long)..], Marshal.ReadInt64(first, sizeof(long)));
        return new(bytes, bigEndian: true);
    }
}
