using TriageConsole.Data.Ingest;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>
/// The few columns of a process by which detection tells which ones it must see whole. Read for every process of a host, a window
/// at a time, so by place and into no more than they need.
/// </summary>
internal sealed class ProcessOutline
{
    public static string Select { get; } =
        "SELECT \"Id\", \"ProcessGuid\", \"ProcessId\", \"StartUtc\", \"TimeBasis\", \"EndUtc\", \"Witnesses\", \"ImageId\", \"CommandLineId\", "
        + "\"OriginalFileNameId\", \"CompanyId\", \"DescriptionId\", \"ParentId\", \"ParentImageId\" FROM \"Processes\" WHERE ";

    public ProcessOutline(in StoredValues values)
    {
        Id = values.Long(0);
        ProcessGuid = values.IsNull(1) ? null : values.Guid(1);
        ProcessId = values.LongOrNull(2);
        StartUtc = values.IsNull(3) ? null : values.Time(3);
        TimeBasis = (TimeBasis)values.Int(4);
        EndUtc = values.IsNull(5) ? null : values.Time(5);
        Witnesses = (WitnessKind)values.Int(6);
        ImageId = values.Long(7);
        CommandLineId = values.LongOrNull(8);
        OriginalFileNameId = values.LongOrNull(9);
        CompanyId = values.LongOrNull(10);
        DescriptionId = values.LongOrNull(11);
        ParentId = values.LongOrNull(12);
        ParentImageId = values.LongOrNull(13);
    }

    public long Id { get; }

    public Guid? ProcessGuid { get; }

    public long? ProcessId { get; }

    /// <summary>Null for a ghost.</summary>
    public DateTime? StartUtc { get; }

    public TimeBasis TimeBasis { get; }

    public DateTime? EndUtc { get; }

    public WitnessKind Witnesses { get; }

    public long ImageId { get; }

    public long? CommandLineId { get; }

    public long? OriginalFileNameId { get; }

    public long? CompanyId { get; }

    public long? DescriptionId { get; }

    public long? ParentId { get; }

    public long? ParentImageId { get; }
}
