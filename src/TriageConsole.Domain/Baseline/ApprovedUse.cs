namespace TriageConsole.Domain.Baseline;

/// <summary>What a condition of an approved use looks at. Stored by name: never rename.</summary>
public enum UseField
{
    /// <summary>Host name.</summary>
    Host,

    /// <summary>User, <c>DOMAIN\user</c>.</summary>
    User,

    /// <summary>Canonical path of the process that started the proxy host.</summary>
    ParentImage,

    /// <summary>Canonical command line of that process.</summary>
    ParentCommandLine,

    /// <summary>Canonical path of the proxy host.</summary>
    ProxyImage,

    /// <summary>Signature of the proxy host: <c>microsoft</c>, <c>valid</c>, <c>inferred</c>, <c>unknown</c> …</summary>
    ProxySignature,

    /// <summary>Canonical path of the payload (script, assembly …).</summary>
    Script,

    /// <summary>SHA-256, SHA-1 or MD5 of every payload file, as last recorded before the start; <c>unknown</c> where no record tells.</summary>
    ScriptHash,

    /// <summary>Canonical command line of the proxy host.</summary>
    Arguments,

    /// <summary>Canonical path of every child the chain started.</summary>
    ChildImage,

    /// <summary>Hash of every child.</summary>
    ChildHash,

    /// <summary>Signer of every child.</summary>
    ChildSigner,

    /// <summary>Location class of every payload named in the command line.</summary>
    PayloadLocation,

    /// <summary>Name of a host group that the host is in. A name, never a pattern.</summary>
    HostGroup,

    /// <summary>Name of an account class that the user is in. A name, never a pattern.</summary>
    AccountClass,

    /// <summary>When the proxy host started: windows of the week in UTC, <c>Mon-Fri 22:00-04:00; Sun 00:00-24:00</c>. Never a pattern.</summary>
    Schedule,
}

/// <summary>
/// One condition. The pattern is a glob over the canonical value: <c>*</c> any run of characters, <c>?</c> one character,
/// everything else itself; case-blind; matched in linear time.
/// </summary>
/// <param name="Field">What it looks at.</param>
/// <param name="Pattern">The glob.</param>
/// <param name="IsRegex">The pattern is a regular expression instead, which must match the whole value; never backtracks.</param>
public sealed record UseCondition(UseField Field, string Pattern, bool IsRegex = false);

/// <summary>Where an approved use stands. Stored as a number: never renumber.</summary>
public enum ApprovedUseState
{
    /// <summary>Waits for an admin other than its proposer.</summary>
    Proposed = 0,

    /// <summary>Covers chains until it expires.</summary>
    Active = 1,

    /// <summary>Refused.</summary>
    Rejected = 2,

    /// <summary>Taken out of force.</summary>
    Retired = 3,
}

/// <summary>One entry of the baseline: a use of a script host that someone owns and that an admin approved.</summary>
public sealed record ApprovedUse
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Short title.</summary>
    public required string Title { get; init; }

    /// <summary>All of these must hold; never empty.</summary>
    public required IReadOnlyList<UseCondition> Conditions { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Why the business needs it.</summary>
    public required string Reason { get; init; }

    /// <summary>Ticket or document; may be empty.</summary>
    public string Ticket { get; init; } = string.Empty;

    /// <summary>From this moment on (UTC) it covers nothing.</summary>
    public required DateTime ExpiresUtc { get; init; }

    /// <summary>Where it stands.</summary>
    public ApprovedUseState State { get; init; }

    /// <summary>Whether it covers chains at the given moment.</summary>
    public bool IsInForce(DateTime utcNow) => State == ApprovedUseState.Active && utcNow < ExpiresUtc;
}
