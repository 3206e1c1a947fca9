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

    public static SqlDialect Of(TriageContext context) => context is SqliteTriageContext ? new Sqlite() : new Postgres();

    public abstract DbConnection Connect(string connectionString);

    /// <summary>Said once after opening; empty where there is nothing to say.</summary>
    public abstract string SessionSql { get; }

    /// <summary>Said at the start of every transaction; empty where there is nothing to say.</summary>
    public virtual string BatchSql => string.Empty;

    public abstract object Value(Guid guid);

    public abstract object Value(DateTime utc);

    public abstract object Value(DateOnly day);

    /// <summary>A moment as an SQL literal; for statements that take it beside parameters.</summary>
    public abstract string Literal(DateTime utc);

    /// <summary>Expression: a stored moment and a span after it.</summary>
    public abstract string Later(string column, TimeSpan by);

    /// <summary>Expression: whole days from 1970 to a stored moment.</summary>
    public abstract string DaysSince1970(string column);

    /// <summary>Whether full text is a table of its own that the writer has to bring up to date.</summary>
    public virtual bool HasWordTable => false;

    /// <summary>
    /// Whether the index by process id is filed by parts of the ids. PostgreSQL, which guesses how it comes by rows in order of time, would rather walk
    /// through all of a host than ask parts.
    /// </summary>
    public virtual bool FilesProcessIdsByParts => false;

    /// <summary>Bytes in use.</summary>
    public abstract string UsedBytesSql { get; }

    /// <summary>Bytes on disk.</summary>
    public abstract string FileBytesSql { get; }

    /// <summary>What gives free space back.</summary>
    public abstract IReadOnlyList<string> FreeSpaceSql { get; }

    public abstract Guid Guid(DbDataReader reader, int column);

    public abstract DateTime Time(DbDataReader reader, int column);

    private sealed class Sqlite : SqlDialect
    {
        // The writer stores what it refers to first; a test has SQLite check all references after a load. Checking them
        // row by row, two dozen a process, costs as much as the rows. What a statement would need to be undone goes to a temporary
        // file where it is long: a merge within the full text changes tens of megabytes at once.
        public override string SessionSql => SqlitePragmas.Sql + "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -16384; PRAGMA temp_store = FILE;";

        // Its own connection: the settings above must not reach a pooled one.
        public override DbConnection Connect(string connectionString) =>
            new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);

        public override object Value(Guid guid) => guid.ToByteArray(bigEndian: true);

        public override object Value(DateTime utc) => utc.Ticks;

        public override object Value(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        public override string Literal(DateTime utc) => utc.Ticks.ToString(CultureInfo.InvariantCulture);

        public override string Later(string column, TimeSpan by) => string.Create(CultureInfo.InvariantCulture, $"({column} + {by.Ticks})");

        public override string DaysSince1970(string column) =>
            string.Create(CultureInfo.InvariantCulture, $"(({column} - {DateTime.UnixEpoch.Ticks}) / {TimeSpan.TicksPerDay})");

        public override bool HasWordTable => true;

        public override bool FilesProcessIdsByParts => true;

        public override string UsedBytesSql => "SELECT (p.page_count - f.freelist_count) * s.page_size FROM pragma_page_count AS p, pragma_freelist_count AS f, pragma_page_size AS s";

        public override string FileBytesSql => "SELECT p.page_count * s.page_size FROM pragma_page_count AS p, pragma_page_size AS s";

        public override IReadOnlyList<string> FreeSpaceSql => ["PRAGMA incremental_vacuum", "PRAGMA wal_checkpoint(TRUNCATE)"];

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

        public override string Literal(DateTime utc) =>
            string.Create(CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{DateTime.SpecifyKind(utc, DateTimeKind.Utc):yyyy-MM-ddTHH:mm:ss.ffffff}Z'");

        public override string Later(string column, TimeSpan by) =>
            string.Create(CultureInfo.InvariantCulture, $"({column} + INTERVAL '{by.TotalSeconds:0} seconds')");

        public override string DaysSince1970(string column) => $"(({column} AT TIME ZONE 'UTC')::date - DATE '1970-01-01')";

        public override string UsedBytesSql => "SELECT pg_database_size(current_database())";

        public override string FileBytesSql => UsedBytesSql;

        public override IReadOnlyList<string> FreeSpaceSql => ["VACUUM (ANALYZE)"];

        public override Guid Guid(DbDataReader reader, int column) => reader.GetGuid(column);

        public override DateTime Time(DbDataReader reader, int column) => reader.GetDateTime(column);
    }
}
