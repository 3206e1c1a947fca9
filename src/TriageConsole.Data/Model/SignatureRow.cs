using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Model;

/// <summary>One distinct signature verdict, stored once: status, detail, signer. Where it came from stands on what refers to it.</summary>
public sealed class SignatureRow
{
    public int Id { get; set; }

    public SignatureStatus Status { get; set; }

    public bool IsMicrosoft { get; set; }

    public string? Signer { get; set; }

    public string? Detail { get; set; }
}

/// <summary>One distinct file by its hashes, and the catalogue's verdicts on it.</summary>
public sealed class FileHashRow
{
    public long Id { get; set; }

    /// <summary>SHA-256, else SHA-1, else MD5; upper-case hex; unique.</summary>
    public required string Strongest { get; set; }

    public string? Sha256 { get; set; }

    public string? Sha1 { get; set; }

    public string? Md5 { get; set; }

    public string? Imphash { get; set; }

    /// <summary>The first verdict that a Sysmon 7 or an imported list gave for this hash.</summary>
    public int? SignatureId { get; set; }

    public SignatureRow? Signature { get; set; }

    /// <summary>A later verdict that disagrees.</summary>
    public int? ConflictingSignatureId { get; set; }

    public SignatureRow? ConflictingSignature { get; set; }
}
