namespace TriageConsole.Domain.Baseline;

/// <summary>What a group is made of. Stored as a number: never renumber.</summary>
public enum UseGroupKind
{
    /// <summary>A host group: its members are host names.</summary>
    Hosts = 0,

    /// <summary>An account class: its members are accounts, <c>DOMAIN\user</c>.</summary>
    Accounts = 1,
}

/// <summary>A named list of hosts or accounts that the conditions of approved uses can name.</summary>
public sealed record UseGroup
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is made of.</summary>
    public required UseGroupKind Kind { get; init; }

    /// <summary>The name that conditions use; one of its kind, whatever the case.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>The organisational unit that it stands for, as text: telemetry tells none, so nothing is compared with it.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>Globs over the host's name or the account.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>Ids of groups of the same kind whose members are members of this one.</summary>
    public IReadOnlyList<Guid> Includes { get; init; } = [];
}
