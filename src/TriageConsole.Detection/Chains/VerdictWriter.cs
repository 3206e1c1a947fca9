using TriageConsole.Detection.Payloads;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Chains;

/// <summary>Writes a judged chain down as the value that an alert is made from.</summary>
internal static class VerdictWriter
{
    private const int MostPayloads = 64;

    public static ChainVerdict Write(ChainFacts chain, int score, IReadOnlyList<LedgerLine> ledger, Severity level, Guid? coveredBy)
    {
        var findings = chain.Findings
            .OrderByDescending(finding => finding.Points)
            .ThenBy(finding => finding.SignalId, StringComparer.Ordinal)
            .ThenBy(finding => finding.ProcessId)
            .ToList();
        return Told(chain, level, ChainWords.Summary(chain, findings[0])) with
        {
            Score = score,
            Technique = findings.Find(finding => finding.Technique is not null)?.Technique ?? Technique(chain),
            Findings = findings,
            Ledger = ledger,
            CoveredBy = coveredBy,
        };
    }

    /// <summary>A chain that a person raises: nothing was found on it.</summary>
    public static ChainVerdict Raised(ChainFacts chain, Severity level, string summary) => Told(chain, level, summary);

    private static ChainVerdict Told(ChainFacts chain, Severity level, string summary)
    {
        var (share, missing) = Completeness.Of(chain);
        var starts = chain.Core.Select(member => member.Process.Facts.StartUtc).OfType<DateTime>().ToList();
        var first = chain.Proxy.Facts.StartUtc ?? (starts.Count > 0 ? starts.Min() : DateTime.MinValue);
        return new ChainVerdict
        {
            ProxyProcessId = chain.Proxy.Facts.Id,
            Host = chain.Proxy.Facts.Host,
            FirstUtc = first,
            LastUtc = starts.Count > 0 ? starts.Max() : first,
            Score = 0,
            Level = level,
            Completeness = share,
            Missing = missing,
            Technique = Technique(chain),
            Summary = summary,
            Chain = ChainWords.Line(chain),
            Fingerprint = Fingerprint.Of(chain),
            Findings = [],
            Ledger = [],
            Members = [.. chain.Members.Select(member => new ChainMember(member.Process.Facts.Id, member.Role))],
            Payloads = [.. Payloads(chain).Take(MostPayloads)],
            Failures = [.. chain.Failures],
        };
    }

    private static string Technique(ChainFacts chain) => chain.Proxy.Identity?.Host.Technique ?? "T1216";

    private static IEnumerable<Payload> Payloads(ChainFacts chain)
    {
        foreach (var (process, role) in chain.Core)
        {
            if (role == ChainRole.Payload)
                yield return new Payload(PayloadKind.Process, process.Facts.Id, Cut(process.Image.ToString()), process.Location);
            foreach (var named in process.Payloads)
                yield return Named(process.Facts.Id, named);
        }
    }

    /// <summary>A named payload as the verdict holds it.</summary>
    public static Payload Named(long processId, NamedPayload named) =>
        new(named.Kind, processId, Cut(named.Text), named.Location, named.Start, named.Length);

    private static string Cut(string text) => text.Length > 2_048 ? text[..2_048] : text;
}
