namespace TriageConsole.Domain.Processes;

/// <summary>What is known of a file's signature. Unknown is never unsigned, nor fine. Stored as a number: never renumber.</summary>
public enum SignatureStatus
{
    /// <summary>No fact.</summary>
    Unknown = 0,

    /// <summary>Signed and trusted where it was checked.</summary>
    Valid = 1,

    /// <summary>Proven to carry no signature.</summary>
    Unsigned = 2,

    /// <summary>Signed but expired, revoked, untrusted or with a bad digest; the detail says which.</summary>
    Invalid = 3,

    /// <summary>Thought to be signed from its canonical system path, original name and company. Weaker than any fact.</summary>
    Inferred = 4,
}

/// <summary>Where a signature fact came from, strongest first. Stored as a number: never renumber.</summary>
public enum SignatureSource
{
    /// <summary>The process event itself (ECS <c>process.code_signature.*</c>, Defender's signer columns).</summary>
    Event = 0,

    /// <summary>Sysmon 7 of the process loading its own image.</summary>
    OwnImageLoad = 1,

    /// <summary>The catalogue: a fact known for the same file hash, from any host or an imported list.</summary>
    HashCatalogue = 2,

    /// <summary>Inferred from path, original name and company.</summary>
    Inferred = 3,

    /// <summary>Nothing.</summary>
    None = 4,
}

/// <summary>One signature fact with its source.</summary>
/// <param name="Status">The verdict.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Signer">Signer's name as written; names lie, so trust is status and name together. Null where none.</param>
/// <param name="IsMicrosoft">Valid and signed by Microsoft, or <see cref="SignatureStatus.Inferred"/> to be.</param>
/// <param name="Detail">The status word as written (Expired, Revoked, Unavailable …); null where there was none.</param>
public sealed record SignatureFact(
    SignatureStatus Status,
    SignatureSource Source,
    string? Signer = null,
    bool IsMicrosoft = false,
    string? Detail = null)
{
    /// <summary>No fact at all.</summary>
    public static SignatureFact Unknown { get; } = new(SignatureStatus.Unknown, SignatureSource.None);

    /// <summary>
    /// Reads the Signed, Signature and SignatureStatus fields of Sysmon 7 (or the like fields of another source).
    /// </summary>
    /// <param name="signed"><c>true</c> or <c>false</c> as written; null where missing.</param>
    /// <param name="signer">Signer name; null, empty or <c>-</c> where none.</param>
    /// <param name="status">Valid, Expired, Revoked, Unavailable …; null where missing.</param>
    /// <param name="source">Where the fields came from.</param>
    /// <remarks>
    /// <c>Signed=false</c> with status Unavailable is Sysmon's way to say "no embedded or catalogue signature found";
    /// it is kept as <see cref="SignatureStatus.Unsigned"/> with its detail, since store apps and native images read the same.
    /// </remarks>
    public static SignatureFact FromFields(string? signed, string? signer, string? status, SignatureSource source)
    {
        var name = string.IsNullOrWhiteSpace(signer) || signer is "-" or "?" ? null : signer.Trim();
        var word = string.IsNullOrWhiteSpace(status) || status is "-" or "?" ? null : status.Trim();
        if (signed is null && word is null)
            return Unknown;
        if (string.Equals(word, "Valid", StringComparison.OrdinalIgnoreCase) && !string.Equals(signed, "false", StringComparison.OrdinalIgnoreCase))
            return new(SignatureStatus.Valid, source, name, IsMicrosoftName(name), word);
        if (string.Equals(signed, "false", StringComparison.OrdinalIgnoreCase))
            return new(SignatureStatus.Unsigned, source, name, false, word);
        return word is null || word.Equals("Unavailable", StringComparison.OrdinalIgnoreCase)
            ? new(SignatureStatus.Unknown, source, name, false, word)
            : new(SignatureStatus.Invalid, source, name, false, word);
    }

    /// <summary>Whether a signer name is one of Microsoft's own subject names. Says nothing without a Valid status.</summary>
    public static bool IsMicrosoftName(string? signer) => signer is not null
        && (signer.Equals("Microsoft Windows", StringComparison.OrdinalIgnoreCase)
            || signer.Equals("Microsoft Corporation", StringComparison.OrdinalIgnoreCase)
            || signer.Equals("Microsoft Windows Publisher", StringComparison.OrdinalIgnoreCase)
            || signer.Equals("Microsoft Windows Hardware Compatibility Publisher", StringComparison.OrdinalIgnoreCase)
            || signer.Equals("Microsoft Dynamic Code Publisher", StringComparison.OrdinalIgnoreCase)
            || signer.Equals("Microsoft 3rd Party Application Component", StringComparison.OrdinalIgnoreCase)
            || signer.Equals("Microsoft Windows Early Launch Anti-malware Publisher", StringComparison.OrdinalIgnoreCase));
}
