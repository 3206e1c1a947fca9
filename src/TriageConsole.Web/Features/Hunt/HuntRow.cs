using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>One process as a line of the hunt. Every text in it is hostile.</summary>
public sealed record HuntRow
{
    public required long Id { get; init; }

    public required DateTime StartUtc { get; init; }

    public required string Host { get; init; }

    public required string Image { get; init; }

    public string? CommandLine { get; init; }

    public string? User { get; init; }

    public string? ParentImage { get; init; }

    public long? ProcessId { get; init; }

    public string? Hash { get; init; }

    public required SignatureStatus Signature { get; init; }

    public string? Signer { get; init; }

    public string Name => WindowsPath.FileName(Image);

    public string? ParentName => ParentImage is null ? null : WindowsPath.FileName(ParentImage);
}

/// <summary>A page of the hunt.</summary>
/// <param name="Rows">The rows, latest first.</param>
/// <param name="HasMore">Whether there are more behind them.</param>
public sealed record HuntResult(IReadOnlyList<HuntRow> Rows, bool HasMore);
