using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.Alert;

/// <summary>A process as the alert page and the escalation bundle tell it, its interned texts in place. All text is hostile.</summary>
public sealed record ChainProcess
{
    public required long Id { get; init; }

    public int HostId { get; init; }

    public required string Host { get; init; }

    /// <summary>Its role in the alert; <see cref="ChainRole.Context"/> where the alert does not name it.</summary>
    public ChainRole Role { get; init; } = ChainRole.Context;

    /// <summary>Place in the alert's order of processes.</summary>
    public int Order { get; init; } = int.MaxValue;

    public Guid? ProcessGuid { get; init; }

    public long? ProcessId { get; init; }

    public DateTime? StartUtc { get; init; }

    public TimeBasis TimeBasis { get; init; }

    public DateTime? EndUtc { get; init; }

    public WitnessKind Witnesses { get; init; }

    public required string Image { get; init; }

    public string? CommandLine { get; init; }

    public string? CurrentDirectory { get; init; }

    public string? User { get; init; }

    public string? IntegrityLevel { get; init; }

    public string? OriginalFileName { get; init; }

    public string? Company { get; init; }

    public string? Product { get; init; }

    public string? Description { get; init; }

    public string? FileVersion { get; init; }

    public FileHashes Hashes { get; init; } = FileHashes.None;

    /// <summary>The strongest fact from telemetry or catalogue.</summary>
    public SignatureFact Signature { get; init; } = SignatureFact.Unknown;

    /// <summary>A second fact that disagrees.</summary>
    public SignatureFact? SignatureConflict { get; init; }

    public long? ParentId { get; init; }

    public ParentEdgeKind ParentEdge { get; init; }

    public EdgeCorroboration Corroboration { get; init; }

    public string? Contradiction { get; init; }

    public Guid? ParentProcessGuid { get; init; }

    public long? ParentProcessId { get; init; }

    public string? ParentImage { get; init; }

    public string? ParentCommandLine { get; init; }

    /// <summary>Known only from what its children say.</summary>
    public bool IsGhost => Witnesses == WitnessKind.None;

    /// <summary>File name of the image; a word that says so where that is empty.</summary>
    public string Name => WindowsPath.FileName(Image) is { Length: > 0 } name ? name : "(no image)";
}

/// <summary>The way back to a raw record.</summary>
public sealed record RawRecord(
    long ProcessId, string Source, string Member, long Index, long? RecordId, string Channel, int EventId, long ImportId);
