using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Coverage.Work;

/// <summary>
/// Reads the facts of alerts row by row, past the model: there are tens of thousands of them in a period, and what the model
/// does for each takes as long as all the rest of it.
/// </summary>
internal static class AlertFactRows
{
    // As SQLite's moments are written: 2026-01-02 03:04:05, and up to seven digits of a second behind a point.
    private const int Seconds = 19;

    /// <summary>Hands over the facts of alerts, as their index has them.</summary>
    public static async Task ReadAsync(TriageContext db, IQueryable<AlertRow> alerts, Action<AlertFact> take, CancellationToken cancel)
    {
        await using var command = alerts.Select(a => new
        {
            a.Id,
            a.FirstUtc,
            a.HostId,
            a.Level,
            a.Status,
            a.Outcome,
            a.Completeness,
            a.CreatedUtc,
            a.FirstDecidedUtc,
            a.DecidedBy,
            a.Assignee,
            a.ApprovedUseId,
            a.Technique,
            a.ProxyName,
            a.Script,
        }).CreateDbCommand();
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var row = new Row(reader, db is SqliteTriageContext);
            while (await reader.ReadAsync(cancel))
                take(row.Fact());
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // By name: in which order the model writes columns is its own affair.
    private sealed class Row(DbDataReader reader, bool isText)
    {
        private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
        private readonly int _id = reader.GetOrdinal("Id");
        private readonly int _first = reader.GetOrdinal("FirstUtc");
        private readonly int _host = reader.GetOrdinal("HostId");
        private readonly int _level = reader.GetOrdinal("Level");
        private readonly int _status = reader.GetOrdinal("Status");
        private readonly int _outcome = reader.GetOrdinal("Outcome");
        private readonly int _completeness = reader.GetOrdinal("Completeness");
        private readonly int _created = reader.GetOrdinal("CreatedUtc");
        private readonly int _decided = reader.GetOrdinal("FirstDecidedUtc");
        private readonly int _by = reader.GetOrdinal("DecidedBy");
        private readonly int _assignee = reader.GetOrdinal("Assignee");
        private readonly int _use = reader.GetOrdinal("ApprovedUseId");
        private readonly int _technique = reader.GetOrdinal("Technique");
        private readonly int _proxy = reader.GetOrdinal("ProxyName");
        private readonly int _script = reader.GetOrdinal("Script");

        public AlertFact Fact() => new()
        {
            Id = reader.GetInt64(_id),
            FirstUtc = Moment(_first),
            HostId = reader.GetInt32(_host),
            Level = (Severity)reader.GetInt32(_level),
            Status = (AlertStatus)reader.GetInt32(_status),
            Outcome = (AlertOutcome)reader.GetInt32(_outcome),
            Completeness = reader.GetInt32(_completeness),
            CreatedUtc = Moment(_created),
            FirstDecidedUtc = reader.IsDBNull(_decided) ? null : Moment(_decided),
            DecidedBy = Word(_by),
            Assignee = Word(_assignee),
            UseId = reader.IsDBNull(_use) ? null : reader.GetGuid(_use),
            Technique = Word(_technique)!,
            Proxy = Word(_proxy),
            Script = Word(_script),
        };

        // A period has few of them, over and over.
        private string? Word(int column)
        {
            if (reader.IsDBNull(column))
                return null;
            var word = reader.GetString(column);
            if (_words.TryGetValue(word, out var known))
                return known;
            return _words[word] = word;
        }

        private DateTime Moment(int column) =>
            DateTime.SpecifyKind(isText ? Read(reader.GetString(column)) : reader.GetDateTime(column), DateTimeKind.Utc);
    }

    /// <summary>A moment as SQLite keeps it; the same as the model reads, in a tenth of the time.</summary>
    internal static DateTime Read(string text)
    {
        if (text.Length < Seconds || text.Length > Seconds + 8 || (text.Length > Seconds && text[Seconds] != '.'))
            return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        var moment = new DateTime(Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2), Number(text, 11, 2), Number(text, 14, 2), Number(text, 17, 2), DateTimeKind.Utc);
        if (text.Length == Seconds)
            return moment;
        long ticks = Number(text, Seconds + 1, text.Length - Seconds - 1);
        for (var digits = text.Length - Seconds - 1; digits < 7; digits++)
            ticks *= 10;
        return moment.AddTicks(ticks);
    }

    private static int Number(string text, int at, int digits) => int.Parse(text.AsSpan(at, digits), NumberStyles.None, CultureInfo.InvariantCulture);
}
