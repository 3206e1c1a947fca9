using TriageConsole.Domain.Events;

namespace TriageConsole.Domain.Processes;

/// <summary>A module that a process loaded and that is not known to be validly signed.</summary>
/// <param name="Path">Path as written.</param>
/// <param name="Signature">What Sysmon 7 said of it.</param>
/// <param name="UtcTime">When, UTC.</param>
public sealed record ModuleFact(string Path, SignatureFact Signature, DateTime UtcTime);

/// <summary>A file that a process wrote and that could be run or loaded.</summary>
/// <param name="Path">Path as written.</param>
/// <param name="WriterId">The writing process where it is in the data.</param>
/// <param name="WriterImage">The writing process's path.</param>
/// <param name="UtcTime">When, UTC.</param>
public sealed record FileWriteFact(string Path, long? WriterId, string WriterImage, DateTime UtcTime);

/// <summary>A file that a command line seems to name, with the hash that was recorded of it last before the process started.</summary>
/// <param name="Path">Path as written.</param>
/// <param name="Hash">The strongest hash, lower-case hex digits.</param>
public sealed record NamedFileFact(string Path, string Hash);

/// <summary>
/// One process instance merged from all its records: what detection reads. Identity is <see cref="Id"/>, the store's
/// surrogate; a process id alone is never identity, since 4.6 % of them are used again within minutes.
/// </summary>
public sealed record ProcessFacts
{
    /// <summary>Surrogate key in the store, unique over all hosts.</summary>
    public required long Id { get; init; }

    /// <summary>Host name as first written.</summary>
    public required string Host { get; init; }

    /// <summary>Sysmon's ProcessGuid where a witness carried it.</summary>
    public Guid? ProcessGuid { get; init; }

    /// <summary>Process id where known.</summary>
    public uint? ProcessId { get; init; }

    /// <summary>Start, UTC; null for a ghost.</summary>
    public DateTime? StartUtc { get; init; }

    /// <summary>How far <see cref="StartUtc"/> can be trusted.</summary>
    public TimeBasis TimeBasis { get; init; }

    /// <summary>End, UTC; null where not seen.</summary>
    public DateTime? EndUtc { get; init; }

    /// <summary>Full path as written; empty where unknown.</summary>
    public required string Image { get; init; }

    /// <summary>Command line as recorded; null where not.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Working folder.</summary>
    public string? CurrentDirectory { get; init; }

    /// <summary>User.</summary>
    public string? User { get; init; }

    /// <summary>Integrity level.</summary>
    public string? IntegrityLevel { get; init; }

    /// <summary>Version resource: OriginalFileName.</summary>
    public string? OriginalFileName { get; init; }

    /// <summary>Version resource: company.</summary>
    public string? Company { get; init; }

    /// <summary>Version resource: product.</summary>
    public string? Product { get; init; }

    /// <summary>Version resource: description.</summary>
    public string? Description { get; init; }

    /// <summary>Hashes of the image.</summary>
    public FileHashes Hashes { get; init; } = FileHashes.None;

    /// <summary>The strongest signature fact from telemetry or catalogue; never an inference (detection adds that itself).</summary>
    public SignatureFact Signature { get; init; } = SignatureFact.Unknown;

    /// <summary>A second fact that disagrees with <see cref="Signature"/>; null where none does.</summary>
    public SignatureFact? SignatureConflict { get; init; }

    /// <summary>The parent's <see cref="Id"/>; null where <see cref="ParentEdge"/> is None.</summary>
    public long? ParentId { get; init; }

    /// <summary>How the parent is known.</summary>
    public ParentEdgeKind ParentEdge { get; init; }

    /// <summary>What other records say of the parent link.</summary>
    public EdgeCorroboration Corroboration { get; init; }

    /// <summary>Parent's path as this process's own record names it.</summary>
    public string? ParentImage { get; init; }

    /// <summary>Parent's command line as this process's own record names it.</summary>
    public string? ParentCommandLine { get; init; }

    /// <summary>Which kinds of record saw the start; None for a ghost.</summary>
    public WitnessKind Witnesses { get; init; }

    /// <summary>Known only from what its children say.</summary>
    public bool IsGhost => Witnesses == WitnessKind.None;

    /// <summary>Modules not known to be validly signed, in load order.</summary>
    public IReadOnlyList<ModuleFact> Modules { get; init; } = [];

    /// <summary>Runnable files that this process wrote.</summary>
    public IReadOnlyList<FileWriteFact> Writes { get; init; } = [];

    /// <summary>Files with a recorded hash that the command line seems to name.</summary>
    public IReadOnlyList<NamedFileFact> NamedFiles { get; init; } = [];

    /// <summary>What PowerShell logged of it, in order, long texts cut; the whole is read on demand.</summary>
    public IReadOnlyList<ScriptFact> Scripts { get; init; } = [];

    /// <summary>Who wrote this process's own image, where a Sysmon 11 shows it.</summary>
    public FileWriteFact? ImageWrittenBy { get; init; }
}
