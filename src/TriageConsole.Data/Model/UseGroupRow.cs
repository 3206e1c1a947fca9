using TriageConsole.Domain.Baseline;

namespace TriageConsole.Data.Model;

/// <summary>A host group or an account class.</summary>
public sealed class UseGroupRow
{
    public Guid Id { get; set; }

    public UseGroupKind Kind { get; set; }

    public required string Name { get; set; }

    /// <summary>The name in upper case: one of its kind.</summary>
    public required string NameKey { get; set; }

    public string Note { get; set; } = string.Empty;

    public string Unit { get; set; } = string.Empty;

    /// <summary>JSON array of globs.</summary>
    public required string MembersJson { get; set; }

    /// <summary>JSON array of ids of groups of the same kind.</summary>
    public required string IncludesJson { get; set; }

    public required string ChangedBy { get; set; }

    public DateTime ChangedUtc { get; set; }

    public int Version { get; set; }
}
