using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Model;

/// <summary>One process instance, merged from its records. Texts are interned (<see cref="TextRow"/>).</summary>
public sealed class ProcessRow
{
    public long Id { get; set; }

    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    public Guid? ProcessGuid { get; set; }

    public long? ProcessId { get; set; }

    /// <summary>Null for a ghost.</summary>
    public DateTime? StartUtc { get; set; }

    public TimeBasis TimeBasis { get; set; }

    public DateTime? EndUtc { get; set; }

    public WitnessKind Witnesses { get; set; }

    public long ImageId { get; set; }

    public TextRow? Image { get; set; }

    /// <summary>Lower-case file name of the image.</summary>
    public long ImageNameId { get; set; }

    public TextRow? ImageName { get; set; }

    public long? CommandLineId { get; set; }

    public TextRow? CommandLine { get; set; }

    public long? CurrentDirectoryId { get; set; }

    public TextRow? CurrentDirectory { get; set; }

    public long? UserId { get; set; }

    public TextRow? User { get; set; }

    public long? LogonId { get; set; }

    public long? IntegrityLevelId { get; set; }

    public TextRow? IntegrityLevel { get; set; }

    public long? OriginalFileNameId { get; set; }

    public TextRow? OriginalFileName { get; set; }

    public long? CompanyId { get; set; }

    public TextRow? Company { get; set; }

    public long? ProductId { get; set; }

    public TextRow? Product { get; set; }

    public long? DescriptionId { get; set; }

    public TextRow? Description { get; set; }

    public long? FileVersionId { get; set; }

    public TextRow? FileVersion { get; set; }

    public long? FileHashId { get; set; }

    public FileHashRow? FileHash { get; set; }

    /// <summary>Verdict of the event itself or of the own-image Sysmon 7; the hash catalogue's stands on the hash.</summary>
    public int? SignatureId { get; set; }

    public SignatureRow? Signature { get; set; }

    public SignatureSource? SignatureSource { get; set; }

    /// <summary>A weaker or later own verdict that disagrees.</summary>
    public int? ConflictingSignatureId { get; set; }

    public SignatureRow? ConflictingSignature { get; set; }

    public long? ParentId { get; set; }

    public ProcessRow? Parent { get; set; }

    public ParentEdgeKind ParentEdge { get; set; }

    public EdgeCorroboration Corroboration { get; set; }

    public Guid? ParentProcessGuid { get; set; }

    public long? ParentProcessId { get; set; }

    public long? ParentImageId { get; set; }

    public TextRow? ParentImage { get; set; }

    public long? ParentCommandLineId { get; set; }

    public TextRow? ParentCommandLine { get; set; }

    /// <summary>What disagrees, for people, where <see cref="Corroboration"/> is Contradicted.</summary>
    public long? ContradictionId { get; set; }

    public TextRow? Contradiction { get; set; }

    /// <summary>
    /// Days since 1970 of the children that a ghost without a GUID stands for; null on every other process. Ghosts of one
    /// process id and image are told apart by day, since ids are used again.
    /// </summary>
    public int? GhostDay { get; set; }

    public long FirstImportId { get; set; }

    // Made when asked for: most rows are written and read without.
    public List<WitnessRow> WitnessRecords { get => field ??= []; set; }
}

/// <summary>A record that saw a process start: the way back to the raw event.</summary>
public sealed class WitnessRow
{
    public long Id { get; set; }

    public long ProcessId { get; set; }

    public ProcessRow? Process { get; set; }

    public long ImportFileId { get; set; }

    public ImportFileRow? ImportFile { get; set; }

    public long RecordIndex { get; set; }

    public long? RecordId { get; set; }

    public int EventId { get; set; }

    public long ChannelId { get; set; }

    public TextRow? Channel { get; set; }

    public WitnessKind Kind { get; set; }
}

/// <summary>A module not known to be validly signed, in a process.</summary>
public sealed class ModuleRow
{
    public long Id { get; set; }

    public long ProcessId { get; set; }

    public ProcessRow? Process { get; set; }

    public long ImageLoadedId { get; set; }

    public TextRow? ImageLoaded { get; set; }

    public int SignatureId { get; set; }

    public SignatureRow? Signature { get; set; }

    public DateTime UtcTime { get; set; }
}

/// <summary>A runnable or loadable file written by a process (Sysmon 11).</summary>
public sealed class FileWriteRow
{
    public long Id { get; set; }

    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    /// <summary>The writer where it is in the data.</summary>
    public long? ProcessId { get; set; }

    public ProcessRow? Process { get; set; }

    public long WriterImageId { get; set; }

    public TextRow? WriterImage { get; set; }

    public long TargetId { get; set; }

    public TextRow? Target { get; set; }

    /// <summary>Lower-case canonical target, interned: joined with images and payloads.</summary>
    public long TargetKeyId { get; set; }

    public TextRow? TargetKey { get; set; }

    public DateTime UtcTime { get; set; }

    /// <summary>The strongest hash of what was written, lower-case hex digits; null where no record tells.</summary>
    public string? Hash { get; set; }
}
