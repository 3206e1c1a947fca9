using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// Coverage of processes: whether the parent is in the data, and whether its own and its parent's signature are known. Counted
/// once a process, on the day it started, in the batch that makes it so; found by comparing each row with what was stored.
/// </summary>
internal static class ProcessCounts
{
    public static void Add(IngestStores stores)
    {
        if (!stores.KeepsRollUps)
            return;

        // Asking for a parent can load rows.
        foreach (var row in stores.Processes.Touched.ToList())
        {
            if (row.Witnesses == WitnessKind.None)
                continue;
            var before = stores.Processes.IsNew(row) ? null : stores.Processes.Before.GetValueOrDefault(row.Id);
            stores.Proxies.Move(row, before);
            Move(stores, row, before, DataComponent.Lineage, IsLinked(row), IsLinked(before));
            Move(stores, row, before, DataComponent.Signature, IsSigned(stores, row), IsSigned(stores, before));
            if (before is null || HasMoved(row, before))
                Move(stores, row, before, DataComponent.ParentSignature, HasSignedParent(stores, row, now: true), HasSignedParent(stores, before, now: false));
        }
    }

    /// <summary>After the rows are written: children, untouched themselves, of parents whose verdict came in this batch.</summary>
    public static void AddChildren(IngestStores stores)
    {
        if (!stores.KeepsRollUps)
            return;

        foreach (var parent in stores.Processes.Touched)
        {
            if (stores.Processes.Before.TryGetValue(parent.Id, out var before) && HasVerdict(stores, parent) != HasVerdict(stores, before))
                AddChildren(stores, parent.Id, HasVerdict(stores, parent) ? 1 : -1);
        }
    }

    /// <summary>Processes whose hash got its first verdict in this batch and that had none of their own; after the rows are written.</summary>
    public static void AddNewlyTold(IngestStores stores)
    {
        if (!stores.KeepsRollUps)
            return;

        foreach (var hash in stores.Files.NewlyTold)
        {
            Count(stores, DataComponent.Signature, 1, "SELECT \"HostId\", \"StartUtc\" FROM \"Processes\" WHERE \"FileHashId\" = @0 AND \"Witnesses\" <> 0 AND \"SignatureId\" IS NULL", hash);
            Count(
                stores, DataComponent.ParentSignature, 1,
                $"SELECT c.\"HostId\", c.\"StartUtc\" FROM \"Processes\" AS p JOIN \"Processes\" AS c ON c.\"ParentId\" = p.\"Id\" WHERE p.\"FileHashId\" = @0 AND p.\"SignatureId\" IS NULL AND {IsLinkedSql}",
                hash);
        }
    }

    private const string IsLinkedSql = "c.\"Witnesses\" <> 0 AND c.\"StartUtc\" IS NOT NULL AND c.\"ParentEdge\" IN (1, 2, 4)";

    private static void AddChildren(IngestStores stores, long parent, int by)
    {
        using var reader = stores.Sql.Read($"SELECT c.\"HostId\", c.\"StartUtc\", c.\"Id\" FROM \"Processes\" AS c WHERE c.\"ParentId\" = @0 AND {IsLinkedSql}", parent);
        while (reader.Read())
        {
            // What moved was counted with its own row, from its parent as it is now.
            var id = reader.GetInt64(2);
            if (!stores.Processes.HasMoved(id, HasMoved))
                stores.Days.Add(reader.GetInt32(0), stores.Sql.Dialect.Time(reader, 1), DataComponent.ParentSignature, by);
        }
    }

    private static void Count(IngestStores stores, DataComponent component, int by, string sql, long value)
    {
        using var reader = stores.Sql.Read(sql, value);
        while (reader.Read())
            stores.Days.Add(reader.GetInt32(0), stores.Sql.Dialect.Time(reader, 1), component, by);
    }

    // A link can be lost again (the parent's end arrives late), and a sounder clock can move the start to another day.
    private static void Move(IngestStores stores, ProcessRow row, ProcessRow? before, DataComponent component, bool counts, bool counted)
    {
        if (counted && before?.StartUtc is { } then)
            stores.Days.Add(row.HostId, then, component, -1);
        if (counts && row.StartUtc is { } start)
            stores.Days.Add(row.HostId, start, component);
    }

    private static bool HasMoved(ProcessRow row, ProcessRow before) =>
        row.ParentId != before.ParentId || row.StartUtc != before.StartUtc || IsLinked(row) != IsLinked(before);

    private static bool IsLinked(ProcessRow? row) =>
        row is { Witnesses: not WitnessKind.None, ParentEdge: ParentEdgeKind.Observed or ParentEdgeKind.Matched or ParentEdgeKind.Inferred };

    private static bool IsSigned(IngestStores stores, ProcessRow? row) => row is { Witnesses: not WitnessKind.None } && HasVerdict(stores, row);

    private static bool HasVerdict(IngestStores stores, ProcessRow row) => row.SignatureId is not null || (row.FileHashId is { } hash && stores.Files.WasTold(hash));

    private static bool HasSignedParent(IngestStores stores, ProcessRow? row, bool now)
    {
        if (!IsLinked(row) || row is not { ParentId: { } id, StartUtc: not null } || stores.Processes.ById(id) is not { } parent)
            return false;
        return HasVerdict(stores, now ? parent : stores.Processes.Before.GetValueOrDefault(id) ?? parent);
    }
}
