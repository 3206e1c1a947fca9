using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Events;

/// <summary>One telemetry record that the analytic needs, in the product's own words. Immutable; everything in it is hostile text.</summary>
public abstract record TelemetryEvent
{
    /// <summary>The record's place in its file and log.</summary>
    public required RecordOrigin Origin { get; init; }

    /// <summary>Computer name as written.</summary>
    public required string Host { get; init; }

    /// <summary>When it happened, UTC (Kind = Utc), see <see cref="TimeBasis"/>.</summary>
    public required DateTime UtcTime { get; init; }

    /// <summary>How far <see cref="UtcTime"/> can be trusted.</summary>
    public required TimeBasis TimeBasis { get; init; }

    /// <summary>
    /// When the log wrote the record, UTC, where it says so beside a time of the record's own: a second clock. Null otherwise.
    /// </summary>
    public DateTime? LoggedUtc { get; init; }
}

/// <summary>A process started: Sysmon 1, Security 4688, an ECS process start or a row of Defender's DeviceProcessEvents.</summary>
public sealed record ProcessCreatedEvent : TelemetryEvent
{
    /// <summary>Which kind of record this is; exactly one flag.</summary>
    public required WitnessKind Kind { get; init; }

    /// <summary>Sysmon's ProcessGuid or ECS entity id when it is a GUID; null on 4688 and when all zero.</summary>
    public Guid? ProcessGuid { get; init; }

    /// <summary>Process id; null where the layout lost it.</summary>
    public uint? ProcessId { get; init; }

    /// <summary>Full path of the program as written; empty where unknown.</summary>
    public required string Image { get; init; }

    /// <summary>Command line as a person would have typed it (Sysmon's doubled %% already undone); null where not recorded.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Working folder; null where not recorded.</summary>
    public string? CurrentDirectory { get; init; }

    /// <summary><c>DOMAIN\user</c>; null where not recorded.</summary>
    public string? User { get; init; }

    /// <summary>Logon id; null where not recorded.</summary>
    public ulong? LogonId { get; init; }

    /// <summary>Low, Medium, High, System …, as Sysmon names them; 4688's label SID and ECS are brought to the same words.</summary>
    public string? IntegrityLevel { get; init; }

    /// <summary>OriginalFileName of the version resource; null where not recorded or <c>-</c>.</summary>
    public string? OriginalFileName { get; init; }

    /// <summary>Company of the version resource.</summary>
    public string? Company { get; init; }

    /// <summary>Product of the version resource.</summary>
    public string? Product { get; init; }

    /// <summary>Description of the version resource.</summary>
    public string? Description { get; init; }

    /// <summary>FileVersion of the version resource.</summary>
    public string? FileVersion { get; init; }

    /// <summary>Hashes of the image.</summary>
    public FileHashes Hashes { get; init; } = FileHashes.None;

    /// <summary>Signature that the event itself states (ECS, Defender); null where it states none.</summary>
    public SignatureFact? Signature { get; init; }

    /// <summary>The parent's ProcessGuid; null where unknown or all zero.</summary>
    public Guid? ParentProcessGuid { get; init; }

    /// <summary>The parent's (4688: the creator's) process id.</summary>
    public uint? ParentProcessId { get; init; }

    /// <summary>The parent's path; null where not recorded, <c>-</c> or <c>?</c>.</summary>
    public string? ParentImage { get; init; }

    /// <summary>The parent's command line; null where not recorded.</summary>
    public string? ParentCommandLine { get; init; }

    /// <summary>The parent's user; null where not recorded.</summary>
    public string? ParentUser { get; init; }

    /// <summary>The process id of the parent's parent, where the record names it (Defender).</summary>
    public uint? GrandparentProcessId { get; init; }

    /// <summary>Path or file name of the parent's parent, where the record names it (Defender).</summary>
    public string? GrandparentImage { get; init; }
}

/// <summary>A process ended: Sysmon 5 or Security 4689.</summary>
public sealed record ProcessEndedEvent : TelemetryEvent
{
    /// <summary>Sysmon's ProcessGuid; null on 4689.</summary>
    public Guid? ProcessGuid { get; init; }

    /// <summary>Process id.</summary>
    public uint? ProcessId { get; init; }

    /// <summary>Full path of the program; empty where unknown.</summary>
    public required string Image { get; init; }
}

/// <summary>A process mapped a module: Sysmon 7. When module and image are the same file it tells the process's own signature.</summary>
public sealed record ImageLoadedEvent : TelemetryEvent
{
    /// <summary>The loading process; null where unknown.</summary>
    public Guid? ProcessGuid { get; init; }

    /// <summary>The loading process's id.</summary>
    public uint? ProcessId { get; init; }

    /// <summary>When the loading process started, where the source identifies it by id and start (Defender).</summary>
    public DateTime? ProcessStartUtc { get; init; }

    /// <summary>The loading process's path.</summary>
    public required string Image { get; init; }

    /// <summary>The module's path.</summary>
    public required string ImageLoaded { get; init; }

    /// <summary>The module's OriginalFileName.</summary>
    public string? OriginalFileName { get; init; }

    /// <summary>The module's company.</summary>
    public string? Company { get; init; }

    /// <summary>The module's hashes.</summary>
    public FileHashes Hashes { get; init; } = FileHashes.None;

    /// <summary>What Sysmon says of the module's signature.</summary>
    public required SignatureFact Signature { get; init; }
}

/// <summary>One process opened another: Sysmon 10. Corroborates or contradicts a parent.</summary>
public sealed record ProcessAccessedEvent : TelemetryEvent
{
    /// <summary>Who opened.</summary>
    public Guid? SourceProcessGuid { get; init; }

    /// <summary>Who opened, by id.</summary>
    public uint? SourceProcessId { get; init; }

    /// <summary>Path of who opened.</summary>
    public required string SourceImage { get; init; }

    /// <summary>Who was opened.</summary>
    public Guid? TargetProcessGuid { get; init; }

    /// <summary>Who was opened, by id.</summary>
    public uint? TargetProcessId { get; init; }

    /// <summary>Path of who was opened.</summary>
    public required string TargetImage { get; init; }

    /// <summary>Access mask.</summary>
    public uint GrantedAccess { get; init; }
}

/// <summary>A process created or overwrote a file: Sysmon 11, and with the file's hash 15 and 29.</summary>
public sealed record FileCreatedEvent : TelemetryEvent
{
    /// <summary>The writing process.</summary>
    public Guid? ProcessGuid { get; init; }

    /// <summary>The writing process's id.</summary>
    public uint? ProcessId { get; init; }

    /// <summary>When the writing process started, where the source identifies it by id and start (Defender).</summary>
    public DateTime? ProcessStartUtc { get; init; }

    /// <summary>The writing process's path.</summary>
    public required string Image { get; init; }

    /// <summary>The file.</summary>
    public required string TargetFilename { get; init; }

    /// <summary>Hashes of the file as it was written, where the record tells.</summary>
    public FileHashes Hashes { get; init; } = FileHashes.None;
}

/// <summary>
/// What a list says of a file's signature, without a process: sigcheck, Defender's DeviceFileCertificateInfo. It feeds the
/// hash catalogue, whatever host the list was made on; <see cref="TelemetryEvent.Host"/> is empty where the list names none.
/// </summary>
public sealed record FileSignatureEvent : TelemetryEvent
{
    /// <summary>Path as written; empty where the list gives none. A path is not proof of a file: only the hashes are.</summary>
    public required string Path { get; init; }

    /// <summary>Hashes of the file; at least one that identifies it.</summary>
    public required FileHashes Hashes { get; init; }

    /// <summary>The verdict.</summary>
    public required SignatureFact Signature { get; init; }
}

/// <summary>
/// A part of a script block that PowerShell logged (4104), or a command with its parameters (4103). Counted as script
/// execution, kept beside the process that ran it.
/// </summary>
public sealed record ScriptBlockEvent : TelemetryEvent
{
    /// <summary>The process that ran it; null where the layout lost it.</summary>
    public uint? ProcessId { get; init; }

    /// <summary>The block's id, the same on all its parts; null where missing or no GUID. Of a 4103 one made of its words, UUID version 8.</summary>
    public Guid? BlockId { get; init; }

    /// <summary>Which part, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many parts the block has; at least <see cref="Number"/>.</summary>
    public required int Total { get; init; }

    /// <summary>The part's text; hostile.</summary>
    public required string Text { get; init; }

    /// <summary>The script file; null for what was typed or generated.</summary>
    public string? Path { get; init; }
}

/// <summary>
/// A record that is not needed for lineage but proves that a data component is collected (for example PowerShell 4104 without its text).
/// Counted for coverage, never stored as a process.
/// </summary>
public sealed record ObservedEvent : TelemetryEvent
{
    /// <summary>Which component it proves.</summary>
    public required DataComponent Component { get; init; }
}
