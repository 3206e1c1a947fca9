using System.Globalization;
using Microsoft.Data.Sqlite;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Faults;

/// <summary>All that a database holds, to compare two runs by.</summary>
internal static class StoredTables
{
    // When something was done, how far that is from the times it tells of, and where its bytes lie, differs between any two runs.
    private static readonly HashSet<string> _ofTheRun = ["LeadMs", "CreatedUtc", "StartedUtc", "FinishedUtc", "JudgedUtc", "AtUtc", "StoredPath", "ConcurrencyStamp", "SecurityStamp", "PasswordHash"];

    /// <summary>Fails where two databases hold different rows.</summary>
    public static void AssertEqual(string expectedFile, string actualFile)
    {
        CheckWords(expectedFile);
        CheckWords(actualFile);
        var (expected, actual) = (Read(expectedFile), Read(actualFile));
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (table, rows) in expected)
            Assert.True(rows.SequenceEqual(actual[table]), $"{table} differs: {rows.Count} rows undisturbed, {actual[table].Count} disturbed.");
    }

    /// <summary>Tables by name, with their rows as text.</summary>
    public static SortedDictionary<string, List<string>> Read(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var names = Rows(
            connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'AspNet%' AND (name NOT LIKE 'TextSearch%' OR name = 'TextSearchState')", []);
        var tables = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var name in names)
            tables[name] = Rows(connection, $"SELECT * FROM \"{name}\" ORDER BY 1, 2", _ofTheRun);
        return tables;
    }

    // How the words lie depends on the steps they were taken in by; that they are those of the texts, FTS5 checks itself.
    private static void CheckWords(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO \"TextSearch\" (\"TextSearch\", rank) VALUES ('integrity-check', 1)";
        command.ExecuteNonQuery();
    }

    private static List<string> Rows(SqliteConnection connection, string sql, HashSet<string> without)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var fields = Enumerable.Range(0, reader.FieldCount).Where(i => !without.Contains(reader.GetName(i)))
                .Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture));
            rows.Add(string.Join('|', fields));
        }

        return rows;
    }
}
