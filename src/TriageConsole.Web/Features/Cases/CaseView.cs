using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Cases;

/// <summary>A case as a line of the list. Its title was typed by a person and can quote hostile text.</summary>
public sealed record CaseSummary(
    long Id, string Title, CaseStatus Status, AlertOutcome Outcome, string Owner, DateTime CreatedUtc, DateTime ChangedUtc, DateTime? ClosedUtc,
    long? MergedIntoId, int Alerts, int Escalations, int OpenTasks);

/// <summary>An escalation without its bundle, which is only ever downloaded.</summary>
public sealed record CaseEscalation(
    long Id, Guid AlertId, string AlertChain, string CreatedBy, DateTime CreatedUtc, string Note, string Sha256);

/// <summary>All that the page of one case shows, but its timeline.</summary>
public sealed record CaseView
{
    public required CaseSummary Summary { get; init; }

    public required IReadOnlyList<AlertQueueRow> Alerts { get; init; }

    public required IReadOnlyList<CaseEscalation> Escalations { get; init; }

    /// <summary>Latest first.</summary>
    public required IReadOnlyList<CaseNoteRow> Notes { get; init; }

    /// <summary>What is not done first, by its day.</summary>
    public required IReadOnlyList<CaseTaskRow> Tasks { get; init; }

    /// <summary>Latest first.</summary>
    public required IReadOnlyList<CaseHistoryRow> History { get; init; }

    /// <summary>The cases that were merged into this one.</summary>
    public required IReadOnlyList<CaseSummary> MergedFrom { get; init; }

    public bool IsOpen => Summary.Status == CaseStatus.Open;
}

/// <summary>A bundle as it is handed out.</summary>
/// <param name="Json">Exactly what was hashed.</param>
/// <param name="Sha256">Its hash.</param>
public sealed record BundleFile(string Json, string Sha256);
