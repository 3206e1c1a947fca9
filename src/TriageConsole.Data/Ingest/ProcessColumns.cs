using System.Collections.Concurrent;
using System.Data.Common;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>One column of the process table: how it is written and how it is read back.</summary>
internal sealed record ProcessColumn(string Name, Func<ProcessRow, SqlValue> Get, Action<ProcessRow, StoredValues, int> Set);

/// <summary>All columns of the process table. A test holds them against the model.</summary>
internal static class ProcessColumns
{
    public static IReadOnlyList<ProcessColumn> All { get; } =
    [
        new(nameof(ProcessRow.Id), p => p.Id, (p, r, i) => p.Id = r.Long(i)),
        new(nameof(ProcessRow.HostId), p => p.HostId, (p, r, i) => p.HostId = r.Int(i)),
        new(nameof(ProcessRow.ProcessGuid), p => p.ProcessGuid, (p, r, i) => p.ProcessGuid = r.Guid(i)),
        new(nameof(ProcessRow.ProcessId), p => p.ProcessId, (p, r, i) => p.ProcessId = r.Long(i)),
        new(nameof(ProcessRow.StartUtc), p => p.StartUtc, (p, r, i) => p.StartUtc = r.Time(i)),
        new(nameof(ProcessRow.TimeBasis), p => (int)p.TimeBasis, (p, r, i) => p.TimeBasis = (TimeBasis)r.Int(i)),
        new(nameof(ProcessRow.EndUtc), p => p.EndUtc, (p, r, i) => p.EndUtc = r.Time(i)),
        new(nameof(ProcessRow.Witnesses), p => (int)p.Witnesses, (p, r, i) => p.Witnesses = (WitnessKind)r.Int(i)),
        new(nameof(ProcessRow.ImageId), p => p.ImageId, (p, r, i) => p.ImageId = r.Long(i)),
        new(nameof(ProcessRow.ImageNameId), p => p.ImageNameId, (p, r, i) => p.ImageNameId = r.Long(i)),
        Text(nameof(ProcessRow.CommandLineId), p => p.CommandLineId, (p, v) => p.CommandLineId = v),
        Text(nameof(ProcessRow.CurrentDirectoryId), p => p.CurrentDirectoryId, (p, v) => p.CurrentDirectoryId = v),
        Text(nameof(ProcessRow.UserId), p => p.UserId, (p, v) => p.UserId = v),
        Text(nameof(ProcessRow.LogonId), p => p.LogonId, (p, v) => p.LogonId = v),
        Text(nameof(ProcessRow.IntegrityLevelId), p => p.IntegrityLevelId, (p, v) => p.IntegrityLevelId = v),
        Text(nameof(ProcessRow.OriginalFileNameId), p => p.OriginalFileNameId, (p, v) => p.OriginalFileNameId = v),
        Text(nameof(ProcessRow.CompanyId), p => p.CompanyId, (p, v) => p.CompanyId = v),
        Text(nameof(ProcessRow.ProductId), p => p.ProductId, (p, v) => p.ProductId = v),
        Text(nameof(ProcessRow.DescriptionId), p => p.DescriptionId, (p, v) => p.DescriptionId = v),
        Text(nameof(ProcessRow.FileVersionId), p => p.FileVersionId, (p, v) => p.FileVersionId = v),
        Text(nameof(ProcessRow.FileHashId), p => p.FileHashId, (p, v) => p.FileHashId = v),
        new(nameof(ProcessRow.SignatureId), p => p.SignatureId, (p, r, i) => p.SignatureId = r.Int(i)),
        new(nameof(ProcessRow.SignatureSource), p => (int?)p.SignatureSource, (p, r, i) => p.SignatureSource = (SignatureSource)r.Int(i)),
        new(nameof(ProcessRow.ConflictingSignatureId), p => p.ConflictingSignatureId, (p, r, i) => p.ConflictingSignatureId = r.Int(i)),
        Text(nameof(ProcessRow.ParentId), p => p.ParentId, (p, v) => p.ParentId = v),
        new(nameof(ProcessRow.ParentEdge), p => (int)p.ParentEdge, (p, r, i) => p.ParentEdge = (ParentEdgeKind)r.Int(i)),
        new(nameof(ProcessRow.Corroboration), p => (int)p.Corroboration, (p, r, i) => p.Corroboration = (EdgeCorroboration)r.Int(i)),
        new(nameof(ProcessRow.ParentProcessGuid), p => p.ParentProcessGuid, (p, r, i) => p.ParentProcessGuid = r.Guid(i)),
        Text(nameof(ProcessRow.ParentProcessId), p => p.ParentProcessId, (p, v) => p.ParentProcessId = v),
        Text(nameof(ProcessRow.ParentImageId), p => p.ParentImageId, (p, v) => p.ParentImageId = v),
        Text(nameof(ProcessRow.ParentCommandLineId), p => p.ParentCommandLineId, (p, v) => p.ParentCommandLineId = v),
        Text(nameof(ProcessRow.ContradictionId), p => p.ContradictionId, (p, v) => p.ContradictionId = v),
        new(nameof(ProcessRow.GhostDay), p => p.GhostDay, (p, r, i) => p.GhostDay = r.Int(i)),
        new(nameof(ProcessRow.FirstImportId), p => p.FirstImportId, (p, r, i) => p.FirstImportId = r.Long(i)),
    ];

    public static string Insert { get; } =
        $"INSERT INTO \"Processes\" ({string.Join(", ", All.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", All.Select((_, i) => $"@{i}"))})";

    public static string Update { get; } =
        $"UPDATE \"Processes\" SET {string.Join(", ", All.Select((c, i) => $"\"{c.Name}\" = @{i}").Skip(1))} WHERE \"Id\" = @0";

    /// <summary>Place of the parent's column.</summary>
    public static int Parent { get; } = All.Select((c, i) => (c.Name, i)).First(c => c.Name == nameof(ProcessRow.ParentId)).i;

    private static readonly string _select = $"SELECT {string.Join(", ", All.Select(c => $"\"{c.Name}\""))} FROM \"Processes\"";
    private static readonly ConcurrentDictionary<(string Where, string Index), string> _selects = new();

    /// <summary>
    /// The statement that reads all columns of the rows of a condition, by an index that may be named; one string a condition, so that it is prepared once.
    /// </summary>
    public static string Select(string where, string index = "") => _selects.GetOrAdd((where, index), static of => $"{_select}{of.Index} WHERE {of.Where}");

    public static ProcessRow Read(DbDataReader reader, SqlDialect dialect)
    {
        var row = new ProcessRow();
        var values = new StoredValues(reader, dialect);
        for (var i = 0; i < All.Count; i++)
        {
            if (!values.IsNull(i))
                All[i].Set(row, values, i);
        }

        return row;
    }

    private static ProcessColumn Text(string name, Func<ProcessRow, long?> get, Action<ProcessRow, long> set) =>
        new(name, p => get(p), (p, r, i) => set(p, r.Long(i)));
}
