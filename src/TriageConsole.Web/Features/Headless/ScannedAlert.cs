using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.Headless;

/// <summary>A record that saw a process start, with the file that held it.</summary>
public readonly record struct SourceRecord(string Source, string Member, long Index, long? RecordId, string Channel, int EventId);

/// <summary>One alert of a scan with all that its line needs.</summary>
public sealed record ScannedAlert(
    Guid Id,
    AlertStatus Status,
    ChainVerdict Verdict,
    IReadOnlyDictionary<long, ProcessFacts> Processes,
    ILookup<long, SourceRecord> RecordsByProcess)
{
    public IEnumerable<SourceRecord> Records(long processId) => RecordsByProcess[processId];
}
