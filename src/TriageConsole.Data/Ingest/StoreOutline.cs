using TriageConsole.Data.Ingest.Counting;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// What the store may hold, kept in memory from one import to the next. A <em>no</em> is certain and saves a question to
/// the database; a <em>yes</em> only means that it has to be asked. It knows more than the store after rows were removed
/// or a batch was lost, and that costs a question, nothing else. One bulk writer at a time uses it.
/// </summary>
internal sealed class StoreOutline
{
    private const long TicksPerBucket = 16 * TimeSpan.TicksPerSecond;
    private const long MostBuckets = 8;

    private readonly KeySieve _keys;
    private readonly Dictionary<int, HostOutline> _hosts = [];
    private readonly PartSpans _spans = new();

    private StoreOutline(int expected) => _keys = new KeySieve(expected);

    private enum Kind : ulong
    {
        Guid = 1,
        Start,
        ProcessId,
        Ghost,
        EndGuid,
        EndProcessId,
        Opening,
        Text,
        Fact,
        Counted,
        TextPart,
        ProcessIdPart,
    }

    /// <summary>Of an empty store.</summary>
    public static StoreOutline Empty() => new(0);

    /// <summary>Reads the store once: seconds for millions of processes.</summary>
    public static StoreOutline Read(SqlSession sql)
    {
        var processes = sql.Number("SELECT COUNT(*) FROM \"Processes\"") ?? 0;
        var texts = sql.Number("SELECT COUNT(*) FROM \"Texts\"") ?? 0;
        var outline = new StoreOutline((int)Math.Min(int.MaxValue, (processes * 4) + (texts * 2) + 65_536));
        using (var reader = sql.Read("SELECT \"HostId\", \"ProcessGuid\", \"ProcessId\", \"StartUtc\", \"EndUtc\", \"TimeBasis\", \"ParentProcessGuid\", \"ParentProcessId\", \"Id\" FROM \"Processes\""))
        {
            var row = new ProcessRow();
            var values = new StoredValues(reader, sql.Dialect);
            while (reader.Read())
            {
                row.HostId = values.Int(0);
                row.ProcessGuid = values.IsNull(1) ? null : values.Guid(1);
                row.ProcessId = values.LongOrNull(2);
                row.StartUtc = values.IsNull(3) ? null : values.Time(3);
                row.EndUtc = values.IsNull(4) ? null : values.Time(4);
                row.TimeBasis = (TimeBasis)values.Int(5);
                row.ParentProcessGuid = values.IsNull(6) ? null : values.Guid(6);
                row.ParentProcessId = values.LongOrNull(7);
                row.Id = values.Long(8);
                outline.Note(row);
            }
        }

        using (var reader = sql.Read("SELECT \"HostId\", \"ProcessGuid\", \"ProcessId\" FROM \"PendingEnds\""))
        {
            while (reader.Read())
                outline.NoteEnd(reader.GetInt32(0), reader.IsDBNull(1) ? null : sql.Dialect.Guid(reader, 1), reader.IsDBNull(2) ? null : reader.GetInt64(2));
        }

        using (var reader = sql.Read("SELECT \"HostId\", \"TargetGuid\" FROM \"PendingAccesses\""))
        {
            while (reader.Read())
                outline.NoteOpening(reader.GetInt32(0), sql.Dialect.Guid(reader, 1));
        }

        using (var reader = sql.Read("SELECT \"HostId\", \"ProcessId\" FROM \"PendingFacts\""))
        {
            while (reader.Read())
                outline.NoteFact(reader.GetInt32(0), reader.GetInt64(1));
        }

        using (var reader = sql.Read("SELECT \"HostId\", \"ChannelId\", \"Component\", \"Day\", \"Part\" FROM \"CountedRecords\""))
        {
            while (reader.Read())
                outline.NoteCounted(new(reader.GetInt32(0), reader.GetInt64(1), (DataComponent)reader.GetInt32(2), reader.GetFieldValue<DateOnly>(3), reader.GetInt64(4)));
        }

        using (var reader = sql.Read("SELECT \"Id\", \"Hash\" FROM \"Texts\""))
        {
            while (reader.Read())
                outline.NoteText(IdParts.Of(reader.GetInt64(0)), reader.GetInt64(1));
        }

        return outline;
    }

    /// <summary>A row that is stored, or will be with this batch. Said again whenever it changes.</summary>
    public void Note(ProcessRow row)
    {
        NoteTimes(row);
        if (row.ProcessGuid is { } guid)
            _keys.Add(Key(Kind.Guid, row.HostId, guid));
        if (row.ProcessId is { } pid)
        {
            _keys.Add(PartKey(row.HostId, pid, IdParts.Of(row.Id)));
            if (row.StartUtc is { } at)
            {
                _keys.Add(Key(Kind.ProcessId, row.HostId, (ulong)pid));
                _keys.Add(Key(Kind.Start, row.HostId, (ulong)pid, (ulong)(at.Ticks / TicksPerBucket)));
            }
            else
                _keys.Add(Key(Kind.Ghost, row.HostId, (ulong)pid));
        }
    }

    /// <summary>
    /// The part of it that holds for rows in hand as well: a row of the open batch is found by its keys in memory, but what
    /// is said of a whole host must count it at once.
    /// </summary>
    public void NoteTimes(ProcessRow row)
    {
        var host = Host(row.HostId);
        if (row.EndUtc > host.LatestEnd)
            host.LatestEnd = row.EndUtc.Value;
        _spans.Note(IdParts.Of(row.Id), row.StartUtc);
        if (row.StartUtc is not { } start)
            return;
        host.HasUncertain |= row.TimeBasis == TimeBasis.Uncertain;
        if (row is { ParentProcessGuid: null, ParentProcessId: not null })
            host.NoteGuidless(row.Id, start);
    }

    public void NoteEnd(int host, Guid? guid, long? processId)
    {
        if (guid is { } id)
            _keys.Add(Key(Kind.EndGuid, host, id));
        if (processId is { } pid)
            _keys.Add(Key(Kind.EndProcessId, host, (ulong)pid));
    }

    public void NoteOpening(int host, Guid target) => _keys.Add(Key(Kind.Opening, host, target));

    public void NoteFact(int host, long processId) => _keys.Add(Key(Kind.Fact, host, (ulong)processId));

    public void NoteCounted(in RecordPart part) => _keys.Add(Key(part));

    /// <summary>A text in a part, by its hash or the hash as it is filed.</summary>
    public void NoteText(int part, long hash)
    {
        _keys.Add(TextKey(hash));
        _keys.Add(TextKey(part, hash));
    }

    public bool MayHold(int host, Guid guid) => _keys.MayHold(Key(Kind.Guid, host, guid));

    /// <summary>Whether a process with this id may have started at all.</summary>
    public bool MayHaveStarted(int host, long processId) => _keys.MayHold(Key(Kind.ProcessId, host, (ulong)processId));

    /// <summary>Whether it may have in this span, both ends included.</summary>
    public bool MayHaveStarted(int host, long processId, DateTime from, DateTime until)
    {
        var (first, last) = (from.Ticks / TicksPerBucket, until.Ticks / TicksPerBucket);
        if (last - first > MostBuckets)
            return MayHaveStarted(host, processId);
        for (var bucket = first; bucket <= last; bucket++)
        {
            if (_keys.MayHold(Key(Kind.Start, host, (ulong)processId, (ulong)bucket)))
                return true;
        }

        return false;
    }

    public bool MayHaveGhost(int host, long processId) => _keys.MayHold(Key(Kind.Ghost, host, (ulong)processId));

    public bool MayHaveEnd(int host, Guid guid) => _keys.MayHold(Key(Kind.EndGuid, host, guid));

    public bool MayHaveEnd(int host, long processId) => _keys.MayHold(Key(Kind.EndProcessId, host, (ulong)processId));

    public bool MayHaveOpening(int host, Guid target) => _keys.MayHold(Key(Kind.Opening, host, target));

    public bool MayHaveFact(int host, long processId) => _keys.MayHold(Key(Kind.Fact, host, (ulong)processId));

    public bool MayHaveCounted(in RecordPart part) => _keys.MayHold(Key(part));

    public bool MayHaveText(long hash) => _keys.MayHold(TextKey(hash));

    public bool MayHaveText(int part, long hash) => _keys.MayHold(TextKey(part, hash));

    /// <summary>
    /// The parts that may have processes with an id that started in a span of time, and how late a start in each can be; without a span
    /// those that may have one at all.
    /// </summary>
    public void PartsOf(int host, long processId, (DateTime From, DateTime Until)? started, List<(int Part, DateTime Latest)> found)
    {
        for (var part = 0; part < _spans.Count; part++)
        {
            var (earliest, latest) = _spans.Of(part);
            if ((started is not { } span || (earliest <= span.Until && latest >= span.From)) && _keys.MayHold(PartKey(host, processId, part)))
                found.Add((part, latest));
        }
    }

    /// <summary>Whether the host may have a process whose start has no zone.</summary>
    public bool MayHaveUncertain(int host) => _hosts.TryGetValue(host, out var outline) && outline.HasUncertain;

    /// <summary>Whether a process of the host may have ended at or after a moment.</summary>
    public bool MayHaveEnded(int host, DateTime from) => _hosts.TryGetValue(host, out var outline) && outline.LatestEnd >= from;

    /// <summary>Whether a process other than this one, whose parent is named by process id alone, may have started at or after a moment.</summary>
    public bool MayHaveGuidless(int host, long exceptId, DateTime from) => _hosts.TryGetValue(host, out var outline) && outline.LatestGuidless(exceptId) >= from;

    private HostOutline Host(int id)
    {
        if (!_hosts.TryGetValue(id, out var host))
            _hosts.Add(id, host = new HostOutline());
        return host;
    }

    private static ulong Key(Kind kind, int host, Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes);
        return Key(kind, host, BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]));
    }

    private static ulong TextKey(long hash) => Key(Kind.Text, 0, (ulong)TextHash.InPart(0, hash));

    private static ulong TextKey(int part, long hash) => Key(Kind.TextPart, 0, (ulong)TextHash.InPart(part, hash));

    private static ulong PartKey(int host, long processId, int part) => Key(Kind.ProcessIdPart, host, (ulong)processId, (ulong)part);

    private static ulong Key(in RecordPart part) =>
        Mix(Key(Kind.Counted, part.Host, (ulong)part.Channel, (ulong)part.Part) + ((ulong)part.Component << 32) + (ulong)part.Day.DayNumber);

    private static ulong Key(Kind kind, int host, ulong a, ulong b = 0) => Mix(Mix(Mix(((ulong)kind << 32) | (uint)host) + a) + b);

    // SplitMix64's finish.
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private sealed class HostOutline
    {
        private long _latestId;
        private DateTime _latest;
        private DateTime _second;

        public DateTime LatestEnd { get; set; }

        public bool HasUncertain { get; set; }

        // The latest two, so that a row can ask for the others.
        public void NoteGuidless(long id, DateTime start)
        {
            if (id == _latestId)
            {
                // It may have moved back: what is remembered is the most that it ever was.
                _latest = start > _latest ? start : _latest;
            }
            else if (start > _latest)
            {
                (_second, _latest, _latestId) = (_latest, start, id);
            }
            else if (start > _second)
                _second = start;
        }

        public DateTime LatestGuidless(long exceptId) => exceptId == _latestId ? _second : _latest;
    }
}
