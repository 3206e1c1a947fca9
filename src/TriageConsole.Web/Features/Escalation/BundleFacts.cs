using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Alert;

namespace TriageConsole.Web.Features.Escalation;

/// <summary>All that goes into an escalation bundle, as it stands at the moment of the decision.</summary>
public sealed record BundleFacts
{
    public required AlertRow Alert { get; init; }

    public required string Host { get; init; }

    public required CaseRow Case { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public required string Note { get; init; }

    public required IReadOnlyList<ChainProcess> Processes { get; init; }

    public required IReadOnlyList<RawRecord> Records { get; init; }

    public required IReadOnlyList<AlertHistoryRow> History { get; init; }
}
