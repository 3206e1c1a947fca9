using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// What the bulk writer must know of a database: how values are stored, as the model's converters store them. The SQL
/// itself is the same on both.
/// </summary>
internal abstract class SqlDialect
{
    public static SqlDialect Of(TriageDatabase database) => database.IsSqlite ? new Sqlite() : new Postgres();

    public abstract DbConnection Connect(string connectionString);

    /// <summary>Said once after opening; empty where there is nothing to say.</summary>
    public abstract string SessionSql { get; }

    /// <summary>Said at the start of every transaction; empty where there is nothing to say.</summary>
    public virtual string BatchSql => string.Empty;

    public abstract object Value(Guid guid);

    public abstract object Value(DateTime utc);

    public abstract object Value(DateOnly day);

    public abstract Guid Guid(DbDataReader reader, int column);

    public abstract DateTime Time(DbDataReader reader, int column);

    private sealed class Sqlite : SqlDialect
    {
        // The writer stores what it refers to first; a test has SQLite check all references after a load. Checking them
        // row by row, two dozen a process, costs as much as the rows.
        public override string SessionSql => SqlitePragmas.Sql + "PRAGMA foreign_keys = OFF;";

        // Its own connection: the settings above must not reach a pooled one.
        public override DbConnection Connect(string connectionString) =>
            new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);

        public override object Value(Guid guid) => guid.ToByteArray(bigEndian: true);

        public override object Value(DateTime utc) => utc.Ticks;

        public override object Value(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        public override Guid Guid(DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), bigEndian: true);

        public override DateTime Time(DbDataReader reader, int column) => new(reader.GetInt64(column), DateTimeKind.Utc);
    }

    private sealed class Postgres : SqlDialect
    {
        public override string SessionSql => string.Empty;

        // One bulk writer also where two consoles share a database.
        public override string BatchSql => "SELECT pg_advisory_xact_lock(7203661142516)";

        public override DbConnection Connect(string connectionString) =>
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 }.ConnectionString);

        public override object Value(Guid guid) => guid;

        public override object Value(DateTime utc) => DateTime.SpecifyKind(utc, DateTimeKind.Utc);

        public override object Value(DateOnly day) => day;

        public override Guid Guid(DbDataReader reader, int column) => reader.GetGuid(column);

        public override DateTime Time(DbDataReader reader, int column) => reader.GetDateTime(column);
    }
}
