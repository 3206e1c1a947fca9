using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Alert;

/// <summary>A process that a broker started, and who may have asked it to.</summary>
/// <param name="CauseId">The process that is inferred to be the cause.</param>
/// <param name="Reason">Why, a sentence; holds names from telemetry.</param>
internal sealed record BrokeredHop(long CauseId, string Reason);

/// <summary>
/// What detection inferred of brokers (WMI, COM, tasks): the recorded parent says nothing there, so the tree shows the process
/// under its cause. The verdict holds the inference as a finding on the process; its cause is the latest process of the chain
/// before it that the finding names.
/// </summary>
internal static class BrokeredHops
{
    /// <summary>The signal that says so; part of the catalogue for ever.</summary>
    public const string SignalId = "lineage-brokered-hop";

    public static IReadOnlyDictionary<long, BrokeredHop> Of(IReadOnlyList<ChainProcess> members, VerdictDetail detail)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(detail);
        var hops = new Dictionary<long, BrokeredHop>();
        foreach (var finding in detail.Findings.Where(f => f.SignalId == SignalId))
        {
            if (members.FirstOrDefault(p => p.Id == finding.ProcessId) is { StartUtc: { } start } started && CauseOf(started, start, members, finding) is { } cause)
                hops[started.Id] = new(cause.Id, finding.Title);
        }

        return hops;
    }

    private static ChainProcess? CauseOf(ChainProcess started, DateTime start, IReadOnlyList<ChainProcess> members, Finding finding)
    {
        var before = members.Where(p => p.Id != started.Id && p.StartUtc <= start && p.Role is ChainRole.Proxy or ChainRole.Relay or ChainRole.Payload)
            .OrderByDescending(p => p.StartUtc).ThenByDescending(p => p.Id).ToList();
        return before.Find(p => finding.Title.Contains($"after {p.Name},", StringComparison.OrdinalIgnoreCase)) ?? before.Find(p => p.Role == ChainRole.Proxy);
    }
}
