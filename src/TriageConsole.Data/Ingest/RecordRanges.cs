using System.Runtime.InteropServices;
using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest;

/// <summary>The roll-up of record numbers per host and log, kept while importing.</summary>
internal sealed class RecordRanges(SqlSession sql, long importId)
{
    // Room to reckon with, whatever a record claims.
    private const long HighestNumber = long.MaxValue / 4;

    /// <summary>Stores a run, or what became of it.</summary>
    internal const string Store =
        """
        INSERT INTO "RecordRanges" ("HostId", "ChannelId", "First", "ImportId", "Last", "FromTicks", "ToTicks", "Gaps", "Missing", "FileId", "LastNumber", "LastIndex", "LastEvent", "Before", "After")
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14)
        ON CONFLICT ("HostId", "ChannelId", "First", "ImportId") DO UPDATE SET "Last" = excluded."Last", "FromTicks" = excluded."FromTicks", "ToTicks" = excluded."ToTicks",
            "Gaps" = excluded."Gaps", "Missing" = excluded."Missing", "FileId" = excluded."FileId", "LastNumber" = excluded."LastNumber",
            "LastIndex" = excluded."LastIndex", "LastEvent" = excluded."LastEvent", "Before" = excluded."Before", "After" = excluded."After"
        """;

    private readonly Dictionary<(int Host, long Channel), Kept> _logs = [];
    private readonly HashSet<(int Host, long Channel)> _changed = [];
    private bool _isRead;
    private long _fileId;
    private long _event;

    // The log that each host spoke of last, since the start of the batch: hosts take turns in a stream, their logs seldom do.
    private readonly Dictionary<int, (string Channel, RecordLog Log)> _lastOf = [];

    /// <summary>Keeps nothing: to measure what it costs.</summary>
    public bool IsOff { get; init; }

    /// <summary>The next batch, of this file.</summary>
    public void Begin(long fileId)
    {
        if (!_isRead)
            Read();
        _isRead = true;
        if (fileId == _fileId)
            return;
        (_fileId, _event) = (fileId, sql.Number("SELECT \"Events\" FROM \"ImportFiles\" WHERE \"Id\" = @0", fileId) ?? 0);
    }

    /// <summary>An event of no log.</summary>
    public void Pass() => _event++;

    public void Add(int host, TextStore texts, TelemetryEvent e)
    {
        if (IsOff)
            return;
        var at = _event++;
        if (e.Origin is not { RecordId: { } number and > 0 and < HighestNumber, Channel: { Length: > 0 } channel })
            return;
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_lastOf, host, out _);
        if (!string.Equals(last.Channel, channel, StringComparison.Ordinal))
        {
            var key = (host, texts.Id(channel));
            if (!_logs.TryGetValue(key, out var kept))
                _logs.Add(key, kept = new Kept());
            last = (channel, kept.Log);
            _changed.Add(key);
        }

        last.Log.Take(new(_fileId, number, e.Origin.Index, at), e.UtcTime.Ticks);
    }

    /// <summary>The file is read to its end.</summary>
    /// <param name="records">How many records it has.</param>
    public void End(long records)
    {
        foreach (var (key, kept) in _logs)
        {
            if (kept.Log.End(_fileId, records, _event))
                _changed.Add(key);
        }
    }

    public void Flush()
    {
        foreach (var key in _changed.Order())
        {
            var kept = _logs[key];
            var firsts = kept.Log.Runs.Select(run => run.First).ToHashSet();
            foreach (var gone in kept.Stored.Where(first => !firsts.Contains(first)).Order())
                sql.Queue("DELETE FROM \"RecordRanges\" WHERE \"HostId\" = @0 AND \"ChannelId\" = @1 AND \"First\" = @2 AND \"ImportId\" = @3", key.Host, key.Channel, gone, importId);
            foreach (var run in kept.Log.Runs)
            {
                var place = kept.Log.HoldsPlace(run) ? kept.Log.Place : default;
                if (!run.IsChanged && place.FileId == 0 && kept.PlaceIn != run.First)
                    continue;
                sql.Queue(
                    Store, key.Host, key.Channel, run.First, importId, run.Last, run.FromTicks, run.ToTicks, run.Gaps, run.Missing, place.FileId, place.Number, place.Index, place.Event, run.Before, run.After);
                run.IsChanged = false;
                if (place.FileId != 0)
                    kept.PlaceIn = run.First;
            }

            kept.Stored = firsts;
        }

        _changed.Clear();
        _lastOf.Clear();
    }

    // An import that goes on has some already.
    private void Read()
    {
        using var reader = sql.Read(
            "SELECT \"HostId\", \"ChannelId\", \"First\", \"Last\", \"FromTicks\", \"ToTicks\", \"Gaps\", \"Missing\", \"FileId\", \"LastNumber\", \"LastIndex\", \"LastEvent\", \"Before\", \"After\" FROM \"RecordRanges\" WHERE \"ImportId\" = @0 ORDER BY \"First\"",
            importId);
        while (reader.Read())
        {
            var key = (reader.GetInt32(0), reader.GetInt64(1));
            if (!_logs.TryGetValue(key, out var kept))
                _logs.Add(key, kept = new Kept());
            var run = new RecordRun
            {
                First = reader.GetInt64(2),
                Last = reader.GetInt64(3),
                FromTicks = reader.GetInt64(4),
                ToTicks = reader.GetInt64(5),
                Gaps = reader.GetInt32(6),
                Missing = reader.GetInt64(7),
                Before = reader.GetInt64(12),
                After = reader.GetInt64(13),
            };
            RecordPlace place = new(reader.GetInt64(8), reader.GetInt64(9), reader.GetInt64(10), reader.GetInt64(11));
            kept.Log.Restore(run, place);
            kept.Stored.Add(run.First);
            if (place.FileId != 0)
                kept.PlaceIn = run.First;
        }
    }

    private sealed class Kept
    {
        public RecordLog Log { get; } = new();

        /// <summary>First numbers of the runs as they are stored.</summary>
        public HashSet<long> Stored { get; set; } = [];

        /// <summary>First number of the run that is stored with the place.</summary>
        public long PlaceIn { get; set; }
    }
}
