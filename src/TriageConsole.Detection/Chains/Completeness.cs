using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Chains;

/// <summary>How much of what the analytic needs was in the telemetry, and what was missing. Never part of the score.</summary>
internal static class Completeness
{
    public static (int Share, IReadOnlyList<MissingEvidence> Missing) Of(ChainFacts chain)
    {
        var missing = new List<MissingEvidence>();
        var proxy = chain.Proxy;
        var share = 0;
        share += Has(!string.IsNullOrWhiteSpace(proxy.Facts.CommandLine), 30, "command line", CommandLineReason(proxy.Facts), missing);
        share += Has(proxy.Facts.Signature.Status != SignatureStatus.Unknown, 20, "process signature",
            proxy.Signature.Status == SignatureStatus.Inferred
                ? "Only inferred from path and version resource: no Sysmon 7 of its own image, and its hash is not in the catalogue."
                : "No Sysmon 7 of its own image, and its hash is not in the catalogue.", missing);
        share += Has(proxy.Parent is { Facts.IsGhost: false }, 15, "parent seen",
            proxy.Parent is not null || proxy.Facts.ParentImage is not null ? "The parent is named, but its start is not in the data." : "The record names no parent that can be told.", missing);
        share += Has(proxy.Parent is { } parent && parent.Facts.Signature.Status != SignatureStatus.Unknown, 10, "parent signature", "Nothing tells who signed the parent.", missing);
        share += Has(proxy.Facts.Hashes.Strongest is not null, 10, "hash", proxy.Facts.IsGhost ? "The process's own start is not in the data." : "The record carries no hash of the image.", missing);
        var unresolved = chain.Core.SelectMany(member => member.Process.Payloads).FirstOrDefault(payload => payload.Path is { IsRooted: false } && payload.Location == LocationClass.Unresolved);
        share += Has(unresolved is null, 15, "path resolved", $"'{unresolved?.Text}' is relative, and the record carries no working folder.", missing);
        return (share, missing);
    }

    private static string CommandLineReason(ProcessFacts process) =>
        process.IsGhost ? "The process is known only from what its children say."
        : process.Witnesses == WitnessKind.Security4688 ? "4688 was recorded without command lines: the audit policy leaves them out."
        : "The record carries no command line.";

    private static int Has(bool present, int share, string what, string why, List<MissingEvidence> missing)
    {
        if (present)
            return share;
        missing.Add(new MissingEvidence(what, why));
        return 0;
    }
}
