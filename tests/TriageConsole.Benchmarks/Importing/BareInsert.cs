using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using TriageConsole.Data;

namespace TriageConsole.Benchmarks.Importing;

/// <summary>The same process rows into the same schema by one prepared statement and nothing else, 10,000 a transaction.</summary>
internal static class BareInsert
{
    private const int RowsAtOnce = 10_000;

    public static async Task<TimeSpan> RunAsync(string source, string target)
    {
        using (var database = TriageDatabase.Open("sqlite", $"Data Source={target}"))
            await database.MigrateAsync(CancellationToken.None);
        SqliteConnection.ClearAllPools();
        var rows = Read(source, out var columns);
        using var connection = new SqliteConnection($"Data Source={target};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF; PRAGMA wal_autocheckpoint = 25600; PRAGMA cache_size = -32768;");
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO \"Processes\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@{i}"))})";
        var parameters = columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"@{i}"), null))).ToArray();
        var before = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var row in chunk)
            {
                for (var i = 0; i < row.Length; i++)
                    parameters[i].Value = row[i];
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(Environment.CpuUsage.TotalTime - before).TotalSeconds:0.00} s of processor"));
        return Stopwatch.GetElapsedTime(start);
    }

    private static List<object[]> Read(string source, out string[] columns)
    {
        using var connection = new SqliteConnection($"Data Source={source};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM \"Processes\" ORDER BY \"Id\"";
        using var reader = command.ExecuteReader();
        columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
