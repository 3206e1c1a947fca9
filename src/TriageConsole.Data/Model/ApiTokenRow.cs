namespace TriageConsole.Data.Model;

/// <summary>What a token may do; a set. Stored as a number: never renumber.</summary>
[Flags]
public enum TokenScopes
{
    None = 0,

    /// <summary>Hand in events.</summary>
    Intake = 1,
}

/// <summary>A key that a program shows instead of signing in. Only the hash of its secret is kept.</summary>
public sealed class ApiTokenRow
{
    public long Id { get; set; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret, upper-case hex.</summary>
    public required string SecretSha256 { get; set; }

    public TokenScopes Scopes { get; set; }

    public required string CreatedBy { get; set; }

    public DateTime CreatedUtc { get; set; }

    /// <summary>The last time that it opened something, to about a minute; null: never.</summary>
    public DateTime? LastUsedUtc { get; set; }

    public DateTime? RevokedUtc { get; set; }

    public string? RevokedBy { get; set; }
}
