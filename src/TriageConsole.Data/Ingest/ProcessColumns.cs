using System.Collections.Concurrent;
using System.Data.Common;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>One column of the process table: how it is written and how it is read back.</summary>
internal sealed record ProcessColumn(string Name, Func<ProcessRow, SqlValue> Get, Action<ProcessRow, DbDataReader, int, SqlDialect> Set);

/// <summary>All columns of the process table. A test holds them against the model.</summary>
internal static class ProcessColumns
{
    public static IReadOnlyList<ProcessColumn> All { get; } =
    [
        new(nameof(ProcessRow.Id), p => p.Id, (p, r, i, _) => p.Id = r.GetInt64(i)),
        new(nameof(ProcessRow.HostId), p => p.HostId, (p, r, i, _) => p.HostId = r.GetInt32(i)),
        new(nameof(ProcessRow.ProcessGuid), p => p.ProcessGuid, (p, r, i, d) => p.ProcessGuid = d.Guid(r, i)),
        new(nameof(ProcessRow.ProcessId), p => p.ProcessId, (p, r, i, _) => p.ProcessId = r.GetInt64(i)),
        new(nameof(ProcessRow.StartUtc), p => p.StartUtc, (p, r, i, d) => p.StartUtc = d.Time(r, i)),
        new(nameof(ProcessRow.TimeBasis), p => (int)p.TimeBasis, (p, r, i, _) => p.TimeBasis = (TimeBasis)r.GetInt32(i)),
        new(nameof(ProcessRow.EndUtc), p => p.EndUtc, (p, r, i, d) => p.EndUtc = d.Time(r, i)),
        new(nameof(ProcessRow.Witnesses), p => (int)p.Witnesses, (p, r, i, _) => p.Witnesses = (WitnessKind)r.GetInt32(i)),
        new(nameof(ProcessRow.ImageId), p => p.ImageId, (p, r, i, _) => p.ImageId = r.GetInt64(i)),
        new(nameof(ProcessRow.ImageNameId), p => p.ImageNameId, (p, r, i, _) => p.ImageNameId = r.GetInt64(i)),
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
        new(nameof(ProcessRow.SignatureId), p => p.SignatureId, (p, r, i, _) => p.SignatureId = r.GetInt32(i)),
        new(nameof(ProcessRow.SignatureSource), p => (int?)p.SignatureSource, (p, r, i, _) => p.SignatureSource = (SignatureSource)r.GetInt32(i)),
        new(nameof(ProcessRow.ConflictingSignatureId), p => p.ConflictingSignatureId, (p, r, i, _) => p.ConflictingSignatureId = r.GetInt32(i)),
        Text(nameof(ProcessRow.ParentId), p => p.ParentId, (p, v) => p.ParentId = v),
        new(nameof(ProcessRow.ParentEdge), p => (int)p.ParentEdge, (p, r, i, _) => p.ParentEdge = (ParentEdgeKind)r.GetInt32(i)),
        new(nameof(ProcessRow.Corroboration), p => (int)p.Corroboration, (p, r, i, _) => p.Corroboration = (EdgeCorroboration)r.GetInt32(i)),
        new(nameof(ProcessRow.ParentProcessGuid), p => p.ParentProcessGuid, (p, r, i, d) => p.ParentProcessGuid = d.Guid(r, i)),
        Text(nameof(ProcessRow.ParentProcessId), p => p.ParentProcessId, (p, v) => p.ParentProcessId = v),
        Text(nameof(ProcessRow.ParentImageId), p => p.ParentImageId, (p, v) => p.ParentImageId = v),
        Text(nameof(ProcessRow.ParentCommandLineId), p => p.ParentCommandLineId, (p, v) => p.ParentCommandLineId = v),
        Text(nameof(ProcessRow.ContradictionId), p => p.ContradictionId, (p, v) => p.ContradictionId = v),
        new(nameof(ProcessRow.GhostDay), p => p.GhostDay, (p, r, i, _) => p.GhostDay = r.GetInt32(i)),
        new(nameof(ProcessRow.FirstImportId), p => p.FirstImportId, (p, r, i, _) => p.FirstImportId = r.GetInt64(i)),
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
        for (var i = 0; i < All.Count; i++)
        {
            if (!reader.IsDBNull(i))
                All[i].Set(row, reader, i, dialect);
        }

        return row;
    }

    private static ProcessColumn Text(string name, Func<ProcessRow, long?> get, Action<ProcessRow, long> set) =>
        new(name, p => get(p), (p, r, i, _) => set(p, r.GetInt64(i)));
}
