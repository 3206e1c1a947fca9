namespace TriageConsole.Web.Features.Users;

/// <summary>One line of the users page.</summary>
public sealed record Person
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Has not yet replaced a one-time password.</summary>
    public required bool MustChangePassword { get; init; }

    public required bool Disabled { get; init; }

    /// <summary>Locked by wrong passwords until then; null when not.</summary>
    public required DateTime? LockedUntilUtc { get; init; }
}
