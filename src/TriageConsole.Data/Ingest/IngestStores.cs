using TriageConsole.Data.Ingest.Counting;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>What one session writes to.</summary>
internal sealed class IngestStores
{
    private const int MostNames = 4_096;

    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);

    public IngestStores(SqlSession sql, OutlineKeeper known, long importId, DateTime? arrivedUtc, bool keepsRollUps, IReadOnlySet<string> proxies)
    {
        Sql = sql;
        Keeper = known;
        ImportId = importId;
        Texts = new(sql, known);
        Hosts = new(sql, importId);
        Files = new(sql);
        Processes = new(sql, known);
        KeepsRollUps = keepsRollUps;
        Days = new(sql, importId) { IsOff = !keepsRollUps };
        Hours = new(sql, importId, arrivedUtc) { IsOff = !keepsRollUps };
        Records = new(sql, importId) { IsOff = !keepsRollUps };
        Proxies = new(sql, Texts, proxies, importId);
        Pending = new(this);
        ByStart = new(this);
        Counted = new(this);
    }

    public SqlSession Sql { get; }

    public OutlineKeeper Keeper { get; }

    public long ImportId { get; }

    public TextStore Texts { get; }

    public HostStore Hosts { get; }

    public FileStore Files { get; }

    public ProcessStore Processes { get; }

    public bool KeepsRollUps { get; }

    public DayCounts Days { get; }

    public HostHours Hours { get; }

    public RecordRanges Records { get; }

    public ProxyCounts Proxies { get; }

    public PendingFacts Pending { get; }

    public FactsByStart ByStart { get; }

    public CountedRecords Counted { get; }

    /// <summary>Process starts stored in this batch.</summary>
    public int NewProcesses { get; set; }

    /// <summary>Hosts that this batch speaks of, and from when on it changed something that detection reads.</summary>
    public TouchedHosts Touched { get; } = new();

    public void Begin()
    {
        Keeper.Begin(Sql);
        NewProcesses = 0;
        Touched.Clear();
        Texts.Begin();
        Hosts.Begin();
        Files.Begin();
        Processes.Begin();
        Pending.Begin();
        ByStart.Begin();
    }

    public string Text(long id) => Texts.Text(id);

    /// <summary>The file name by which an image is known. An image is asked about several times a process.</summary>
    public long NameKey(string image)
    {
        if (_names.TryGetValue(image, out var known))
            return known;
        if (_names.Count >= MostNames)
            _names.Clear();
        return _names[image] = Texts.Id(WindowsPath.FileName(image).ToLowerInvariant());
    }

    public void SetImage(ProcessRow row, string image)
    {
        row.ImageId = Texts.Id(image);
        row.ImageNameId = NameKey(image);
    }

    /// <summary>Keeps the strongest verdict on the row and one that disagrees beside it; feeds the catalogue.</summary>
    public void SetSignature(ProcessRow row, SignatureFact fact, SignatureSource source) => SetSignature(row, Files.Signature(fact), source);

    public void SetSignature(ProcessRow row, int id, SignatureSource source)
    {
        if (row.SignatureId is null || source < row.SignatureSource)
        {
            if (row.SignatureId is { } weaker && weaker != id)
                row.ConflictingSignatureId = weaker;
            row.SignatureId = id;
            row.SignatureSource = source;
        }
        else if (row.SignatureId != id)
            row.ConflictingSignatureId ??= id;
        if (row.FileHashId is { } hash)
            Tell(hash, id);
        Processes.Changed(row);
    }

    /// <summary>Adds a verdict to the catalogue; hosts whose processes it concerns have to be judged again.</summary>
    public void Tell(long hash, int signature)
    {
        foreach (var changed in Files.Tell(hash, signature))
        {
            using var reader = Sql.Read(
                "SELECT \"HostId\", MIN(\"StartUtc\"), COUNT(*) - COUNT(\"StartUtc\") FROM \"Processes\" WHERE \"FileHashId\" = @0 GROUP BY \"HostId\"", changed);
            while (reader.Read())
                Touched.From(reader.GetInt32(0), reader.IsDBNull(1) || reader.GetInt64(2) > 0 ? DateTime.MinValue : Sql.Dialect.Time(reader, 1));
        }
    }

    /// <summary>The row of a GUID: the one that carries it, or one that was told without a GUID and can only be it.</summary>
    public ProcessRow? ByGuid(int host, Guid guid, long? processId, string image)
    {
        if (Processes.ByGuid(host, guid) is { } known)
            return known;
        if (processId is not { } pid || SysmonGuid.StartSecond(guid) is not { } second)
            return null;
        var name = NameKey(image);
        ProcessRow? nearest = null;
        foreach (var row in Processes.StartedIn(host, pid, second - TwinRules.Sound, second + TwinRules.Sound + TimeSpan.FromSeconds(1)))
        {
            if (row.ProcessGuid is null && row.ImageNameId == name && row.TimeBasis is not TimeBasis.Uncertain && SysmonGuid.Fits(guid, row.StartUtc!.Value)
                && (nearest is null || (row.StartUtc.Value - second).Duration() < (nearest.StartUtc!.Value - second).Duration()))
            {
                nearest = row;
            }
        }

        if (nearest is not null)
        {
            Processes.SetGuid(nearest, guid);
            Pending.Apply(nearest);
        }

        return nearest;
    }

    /// <summary>The row of a GUID; a ghost where nobody saw the process start. Whoever did something worth keeping is kept.</summary>
    public ProcessRow Known(int host, Guid guid, long? processId, string image)
    {
        if (ByGuid(host, guid, processId, image) is { } known)
            return known;
        var ghost = new ProcessRow
        {
            HostId = host,
            ProcessGuid = guid,
            ProcessId = processId,
            TimeBasis = TimeBasis.Uncertain,
            FirstImportId = ImportId,
        };
        SetImage(ghost, image);
        Processes.Add(ghost);
        Pending.Apply(ghost);
        return ghost;
    }
}
