using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// Coverage of processes: whether the parent is in the data and the signature known. Counted once a process, on the day it
/// started, in the batch that makes it so; found by comparing each row with what was stored.
/// </summary>
internal static class ProcessCounts
{
    public static void Add(IngestStores stores)
    {
        foreach (var row in stores.Processes.Touched)
        {
            if (row.Witnesses == WitnessKind.None)
                continue;
            var before = stores.Processes.Before.GetValueOrDefault(row.Id);
            stores.Proxies.Move(row, before);
            Move(stores, row, before, DataComponent.Lineage, IsLinked(row), IsLinked(before));
            Move(stores, row, before, DataComponent.Signature, IsSigned(stores, row), IsSigned(stores, before));
        }
    }

    /// <summary>Processes whose hash got its first verdict in this batch and that had none of their own; after the rows are written.</summary>
    public static void AddNewlyTold(IngestStores stores)
    {
        foreach (var hash in stores.Files.NewlyTold)
        {
            using var reader = stores.Sql.Read(
                "SELECT \"HostId\", \"StartUtc\" FROM \"Processes\" WHERE \"FileHashId\" = @0 AND \"Witnesses\" <> 0 AND \"SignatureId\" IS NULL", hash);
            while (reader.Read())
                stores.Days.Add(reader.GetInt32(0), stores.Sql.Dialect.Time(reader, 1), DataComponent.Signature);
        }
    }

    // A link can be lost again (the parent's end arrives late), and a sounder clock can move the start to another day.
    private static void Move(IngestStores stores, ProcessRow row, ProcessRow? before, DataComponent component, bool counts, bool counted)
    {
        if (counted && before?.StartUtc is { } then)
            stores.Days.Add(row.HostId, then, component, -1);
        if (counts && row.StartUtc is { } start)
            stores.Days.Add(row.HostId, start, component);
    }

    private static bool IsLinked(ProcessRow? row) =>
        row is { Witnesses: not WitnessKind.None, ParentEdge: ParentEdgeKind.Observed or ParentEdgeKind.Matched or ParentEdgeKind.Inferred };

    private static bool IsSigned(IngestStores stores, ProcessRow? row) =>
        row is { Witnesses: not WitnessKind.None } && (row.SignatureId is not null || (row.FileHashId is { } hash && stores.Files.WasTold(hash)));
}
