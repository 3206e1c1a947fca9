using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// Modules and files that name their process by id and start. One whose process is not in the data yet waits for it here, so
/// that the order of imports does not matter.
/// </summary>
internal sealed class FactsByStart(IngestStores stores)
{
    private long _last;

    private SqlSession Sql => stores.Sql;

    /// <summary>Modules of processes that arrived in this batch.</summary>
    public List<(ProcessRow Process, long Image, int Signature, DateTime Utc)> Modules { get; } = [];

    /// <summary>Stored files whose writers did.</summary>
    public List<(ProcessRow Writer, long Image, long Key, DateTime Utc)> Writes { get; } = [];

    public void Begin() => _last = Sql.LastId("PendingFacts");

    /// <summary>The process of that id and program that started within two seconds of it.</summary>
    public ProcessRow? Find(int host, uint? processId, DateTime? startUtc, string image)
    {
        if (processId is not { } pid || startUtc is not { } start)
            return null;
        var name = stores.NameKey(image);
        return stores.Processes.StartedIn(host, pid, start - TwinRules.Sound, start + TwinRules.Sound)
            .Where(row => row.Witnesses != WitnessKind.None && row.TimeBasis != TimeBasis.Uncertain && row.ImageNameId == name)
            .MinBy(row => (row.StartUtc!.Value - start).Duration());
    }

    public void Await(int host, ImageLoadedEvent e, bool own, int signature)
    {
        if (e is { ProcessId: { } pid, ProcessStartUtc: { } start })
        {
            Add(new()
            {
                HostId = host,
                ProcessId = pid,
                StartUtc = start,
                ImageNameId = stores.NameKey(e.Image),
                Kind = own ? PendingFactKind.OwnImage : PendingFactKind.Module,
                SubjectId = stores.Texts.Id(e.ImageLoaded),
                SignatureId = signature,
                FileHashId = own ? stores.Files.Hash(e.Hashes) : null,
                UtcTime = e.UtcTime,
            });
        }
    }

    public void Await(int host, FileCreatedEvent e, long image, long key)
    {
        if (e is { ProcessId: { } pid, ProcessStartUtc: { } start })
        {
            Add(new()
            {
                HostId = host,
                ProcessId = pid,
                StartUtc = start,
                ImageNameId = stores.NameKey(e.Image),
                Kind = PendingFactKind.FileWrite,
                SubjectId = key,
                WriterImageId = image,
                UtcTime = e.UtcTime,
            });
        }
    }

    /// <summary>A process arrives, or its start becomes sound: what it did is its own.</summary>
    public void Apply(ProcessRow row)
    {
        if (row is not { ProcessId: { } pid, StartUtc: { } start, TimeBasis: not TimeBasis.Uncertain } || row.Witnesses == WitnessKind.None)
            return;
        if (stores.Keeper.Outline?.MayHaveFact(row.HostId, pid) == false)
            return;
        foreach (var fact in Waiting(row.HostId, pid, start, row.ImageNameId))
        {
            Take(row, fact);
            Sql.Execute("DELETE FROM \"PendingFacts\" WHERE \"Id\" = @0", fact.Id);
        }
    }

    private void Take(ProcessRow row, PendingFactRow fact)
    {
        switch (fact.Kind)
        {
            case PendingFactKind.OwnImage:
                row.FileHashId ??= fact.FileHashId;
                stores.SetSignature(row, fact.SignatureId!.Value, SignatureSource.OwnImageLoad);
                break;
            case PendingFactKind.Module:
                Modules.Add((row, fact.SubjectId, fact.SignatureId!.Value, fact.UtcTime));
                break;
            default:
                Writes.Add((row, fact.WriterImageId!.Value, fact.SubjectId, fact.UtcTime));
                break;
        }
    }

    private void Add(PendingFactRow fact)
    {
        if (stores.Keeper.Outline?.MayHaveFact(fact.HostId, fact.ProcessId) != false && IsHeld(fact))
            return;
        stores.Keeper.Outline?.NoteFact(fact.HostId, fact.ProcessId);

        // The texts that it refers to may still be queued.
        Sql.Drain();
        Sql.Execute(
            "INSERT INTO \"PendingFacts\" (\"Id\", \"HostId\", \"ProcessId\", \"StartUtc\", \"ImageNameId\", \"Kind\", \"SubjectId\", \"WriterImageId\", \"SignatureId\", \"FileHashId\", \"UtcTime\") VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10)",
            ++_last, fact.HostId, fact.ProcessId, Sql.Dialect.Value(fact.StartUtc), fact.ImageNameId, (int)fact.Kind, fact.SubjectId, fact.WriterImageId, fact.SignatureId, fact.FileHashId, Sql.Dialect.Value(fact.UtcTime));
    }

    // A module loaded several times is one, of its first time; each writing of a file is one.
    private bool IsHeld(PendingFactRow fact)
    {
        var time = Sql.Dialect.Value(fact.UtcTime);
        var held = Sql.Number(
            "SELECT \"Id\" FROM \"PendingFacts\" WHERE \"HostId\" = @0 AND \"ProcessId\" = @1 AND \"StartUtc\" = @2 AND \"Kind\" = @3 AND \"SubjectId\" = @4 AND COALESCE(\"SignatureId\", -1) = @5 AND (\"Kind\" <> 2 OR \"UtcTime\" = @6)",
            fact.HostId, fact.ProcessId, Sql.Dialect.Value(fact.StartUtc), (int)fact.Kind, fact.SubjectId, fact.SignatureId ?? -1, time);
        if (held is not { } id)
            return false;
        Sql.Execute("UPDATE \"PendingFacts\" SET \"UtcTime\" = @1 WHERE \"Id\" = @0 AND \"UtcTime\" > @1", id, time);
        return true;
    }

    private List<PendingFactRow> Waiting(int host, long pid, DateTime start, long imageName)
    {
        var facts = new List<PendingFactRow>();
        using var reader = Sql.Read(
            "SELECT \"Id\", \"Kind\", \"SubjectId\", \"WriterImageId\", \"SignatureId\", \"FileHashId\", \"UtcTime\" FROM \"PendingFacts\" WHERE \"HostId\" = @0 AND \"ProcessId\" = @1 AND \"StartUtc\" >= @2 AND \"StartUtc\" <= @3 AND \"ImageNameId\" = @4 ORDER BY \"Id\"",
            host, pid, Sql.Dialect.Value(start - TwinRules.Sound), Sql.Dialect.Value(start + TwinRules.Sound), imageName);
        while (reader.Read())
        {
            facts.Add(new()
            {
                Id = reader.GetInt64(0),
                Kind = (PendingFactKind)reader.GetInt32(1),
                SubjectId = reader.GetInt64(2),
                WriterImageId = reader.IsDBNull(3) ? null : reader.GetInt64(3),
                SignatureId = reader.IsDBNull(4) ? null : reader.GetInt32(4),
                FileHashId = reader.IsDBNull(5) ? null : reader.GetInt64(5),
                UtcTime = Sql.Dialect.Time(reader, 6),
            });
        }

        return facts;
    }
}
