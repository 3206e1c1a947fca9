using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>What one session writes to.</summary>
internal sealed class IngestStores
{
    private readonly Dictionary<long, string> _texts = [];

    public IngestStores(SqlSession sql, long importId)
    {
        Sql = sql;
        ImportId = importId;
        Texts = new(sql);
        Hosts = new(sql);
        Files = new(sql);
        Processes = new(sql);
        Days = new(sql);
        Pending = new(this);
    }

    public SqlSession Sql { get; }

    public long ImportId { get; }

    public TextStore Texts { get; }

    public HostStore Hosts { get; }

    public FileStore Files { get; }

    public ProcessStore Processes { get; }

    public DayCounts Days { get; }

    public PendingFacts Pending { get; }

    /// <summary>Process starts stored in this batch.</summary>
    public int NewProcesses { get; set; }

    public string Text(long id)
    {
        if (_texts.TryGetValue(id, out var known))
            return known;
        if (_texts.Count > 100_000)
            _texts.Clear();
        return _texts[id] = Texts.Text(id);
    }

    public void SetImage(ProcessRow row, string image)
    {
        row.ImageId = Texts.Id(image);
        row.ImageNameId = Texts.Id(WindowsPath.FileName(image).ToLowerInvariant());
    }

    /// <summary>Keeps the strongest verdict on the row and one that disagrees beside it; feeds the catalogue.</summary>
    public void SetSignature(ProcessRow row, SignatureFact fact, SignatureSource source)
    {
        var id = Files.Signature(fact);
        if (row.SignatureId is null || source < row.SignatureSource)
        {
            if (row.SignatureId is { } weaker && weaker != id)
                row.ConflictingSignatureId = weaker;
            if (row.SignatureId is null && row.StartUtc is { } start && row.Witnesses != WitnessKind.None)
                Days.Add(row.HostId, start, DataComponent.Signature);
            row.SignatureId = id;
            row.SignatureSource = source;
        }
        else if (row.SignatureId != id)
            row.ConflictingSignatureId ??= id;
        if (row.FileHashId is { } hash)
            Tell(hash, id);
        if (row.Id != 0)
            Processes.Changed(row);
    }

    /// <summary>Adds a verdict to the catalogue; hosts whose processes it concerns have to be judged again.</summary>
    public void Tell(long hash, int signature)
    {
        if (Files.Tell(hash, signature))
        {
            Sql.Execute(
                "INSERT INTO \"ImportHosts\" (\"ImportId\", \"HostId\") SELECT DISTINCT CAST(@0 AS BIGINT), \"HostId\" FROM \"Processes\" WHERE \"FileHashId\" = @1 ON CONFLICT DO NOTHING",
                ImportId, hash);
        }
    }
}
