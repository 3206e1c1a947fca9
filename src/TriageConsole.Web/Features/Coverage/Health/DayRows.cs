using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>
/// Reads roll-ups row by row, past the model: there are hundreds of thousands of them, and either database takes longer to
/// sum them by two keys than to hand them over.
/// </summary>
internal sealed class DayRows(TriageContext db, IReadOnlyCollection<int>? hostIds)
{
    // More hosts than this are picked out here: a statement has its limits.
    private const int MostInStatement = 1_000;

    /// <summary>Hands over host, day and the columns that are asked for, by host and day.</summary>
    /// <param name="table">The roll-up.</param>
    /// <param name="columns">Columns besides the two, quoted.</param>
    /// <param name="from">First day; null from the beginning.</param>
    /// <param name="to">Last day.</param>
    /// <param name="take">Takes a row: host, day number, and the reader, whose columns begin with the third.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task ReadAsync(string table, string columns, DateOnly? from, DateOnly to, Action<int, int, DbDataReader> take, CancellationToken cancel)
    {
        if (hostIds is { Count: 0 })
            return;
        var only = hostIds is null ? null : hostIds.ToHashSet();
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT \"HostId\", \"Day\", {columns} FROM \"{table}\" WHERE {Where(from, to, only)} ORDER BY \"HostId\", \"Day\"";
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var isText = db is SqliteTriageContext;
            var (lastText, day) = (string.Empty, 0);
            while (await reader.ReadAsync(cancel))
            {
                var host = reader.GetInt32(0);
                if (only?.Contains(host) == false)
                    continue;
                if (!isText)
                    day = reader.GetFieldValue<DateOnly>(1).DayNumber;
                else if (reader.GetString(1) is var text && !string.Equals(text, lastText, StringComparison.Ordinal))
                    (lastText, day) = (text, DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber);
                take(host, day, reader);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // Numbers and days only: nothing in it comes from outside. Of no hosts named, those that count.
    private static string Where(DateOnly? from, DateOnly to, HashSet<int>? only)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"\"Day\" <= '{to:yyyy-MM-dd}'");
        if (from is { } first)
            where += string.Create(CultureInfo.InvariantCulture, $" AND \"Day\" >= '{first:yyyy-MM-dd}'");
        if (only is null)
            where += " AND \"HostId\" NOT IN (SELECT \"Id\" FROM \"Hosts\" WHERE \"ExerciseId\" IS NOT NULL)";
        return only is { Count: <= MostInStatement }
            ? $"{where} AND \"HostId\" IN ({string.Join(',', only.Select(id => id.ToString(CultureInfo.InvariantCulture)))})"
            : where;
    }
}
