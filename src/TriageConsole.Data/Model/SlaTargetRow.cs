using TriageConsole.Domain.Detection;

namespace TriageConsole.Data.Model;

/// <summary>How long an alert of a level may wait for its first decision. A level without a row has the time that ships.</summary>
public sealed class SlaTargetRow
{
    public Severity Level { get; set; }

    /// <summary>Minutes; null for a level that may wait for ever.</summary>
    public int? Minutes { get; set; }

    public required string ChangedBy { get; set; }

    public DateTime ChangedUtc { get; set; }
}
