using System.Data.Common;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>
/// The few columns by which detection tells which processes it must see whole. Read for every process of a host, so by
/// place and not through the table of all columns.
/// </summary>
internal static class OutlineColumns
{
    public static string Select { get; } =
        "SELECT \"Id\", \"HostId\", \"ProcessGuid\", \"ProcessId\", \"StartUtc\", \"TimeBasis\", \"EndUtc\", \"Witnesses\", \"ImageId\", \"CommandLineId\", "
        + "\"OriginalFileNameId\", \"CompanyId\", \"DescriptionId\", \"ParentId\", \"ParentImageId\" FROM \"Processes\" WHERE ";

    public static ProcessRow Read(DbDataReader reader, SqlDialect dialect) => new()
    {
        Id = reader.GetInt64(0),
        HostId = reader.GetInt32(1),
        ProcessGuid = reader.IsDBNull(2) ? null : dialect.Guid(reader, 2),
        ProcessId = Number(reader, 3),
        StartUtc = reader.IsDBNull(4) ? null : dialect.Time(reader, 4),
        TimeBasis = (TimeBasis)reader.GetInt32(5),
        EndUtc = reader.IsDBNull(6) ? null : dialect.Time(reader, 6),
        Witnesses = (WitnessKind)reader.GetInt32(7),
        ImageId = reader.GetInt64(8),
        CommandLineId = Number(reader, 9),
        OriginalFileNameId = Number(reader, 10),
        CompanyId = Number(reader, 11),
        DescriptionId = Number(reader, 12),
        ParentId = Number(reader, 13),
        ParentImageId = Number(reader, 14),
    };

    private static long? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
