using Microsoft.Data.Sqlite;
using Npgsql;

namespace TriageConsole.Web.Hosting.Settings;

/// <summary>Connection strings: read for faults, and the default one made.</summary>
public static class ConnectionText
{
    public const string SqliteFile = "triage.db";

    /// <summary>What is wrong with it; null when nothing is. Never repeats the string: it may hold a password.</summary>
    public static string? FaultIn(DatabaseOptions options)
    {
        try
        {
            if (options.IsPostgres)
                _ = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            else
                _ = new SqliteConnectionStringBuilder(options.ConnectionString);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return e.Message;
        }
    }

    /// <summary>The connection string to use: the given one, or the SQLite file in the storage folder.</summary>
    public static string Of(DatabaseOptions options, StorageFolder folder) =>
        string.IsNullOrWhiteSpace(options.ConnectionString)
            ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.Root, SqliteFile) }.ToString()
            : options.ConnectionString;
}
