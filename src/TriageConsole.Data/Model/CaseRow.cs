namespace TriageConsole.Data.Model;

/// <summary>Stored as a number: never renumber.</summary>
public enum CaseStatus
{
    Open = 0,
    Closed = 1,
}

public sealed class CaseRow
{
    public long Id { get; set; }

    public required string Title { get; set; }

    public CaseStatus Status { get; set; }

    public required string Owner { get; set; }

    public DateTime CreatedUtc { get; set; }

    public List<AlertRow> Alerts { get; set; } = [];

    public List<EscalationRow> Escalations { get; set; } = [];
}

/// <summary>A frozen bundle of proof, as it stood when a person escalated. Never changed.</summary>
public sealed class EscalationRow
{
    public long Id { get; set; }

    public long CaseId { get; set; }

    public CaseRow? Case { get; set; }

    public long AlertId { get; set; }

    public AlertRow? Alert { get; set; }

    public required string CreatedBy { get; set; }

    public DateTime CreatedUtc { get; set; }

    public required string Note { get; set; }

    /// <summary>The bundle's JSON, exactly the bytes that were hashed.</summary>
    public required string BundleJson { get; set; }

    /// <summary>SHA-256 of the bundle's UTF-8 bytes, upper-case hex.</summary>
    public required string Sha256 { get; set; }
}
