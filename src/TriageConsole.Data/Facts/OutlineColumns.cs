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

    public static ProcessRow Read(in StoredValues values) => new()
    {
        Id = values.Long(0),
        HostId = values.Int(1),
        ProcessGuid = values.IsNull(2) ? null : values.Guid(2),
        ProcessId = values.LongOrNull(3),
        StartUtc = values.IsNull(4) ? null : values.Time(4),
        TimeBasis = (TimeBasis)values.Int(5),
        EndUtc = values.IsNull(6) ? null : values.Time(6),
        Witnesses = (WitnessKind)values.Int(7),
        ImageId = values.Long(8),
        CommandLineId = values.LongOrNull(9),
        OriginalFileNameId = values.LongOrNull(10),
        CompanyId = values.LongOrNull(11),
        DescriptionId = values.LongOrNull(12),
        ParentId = values.LongOrNull(13),
        ParentImageId = values.LongOrNull(14),
    };
}
