using System.Globalization;
using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Payloads;
using TriageConsole.Domain;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Chains;

/// <summary>Writes a judged chain down as the value that an alert is made from.</summary>
internal static class VerdictWriter
{
    private const int MostPayloads = 64;

    /// <summary>Processes that a verdict names. A script can start a million; people and databases are served by some of them.</summary>
    public const int MostMembers = 1_000;

    /// <summary>Findings that a verdict keeps of one signal, the strongest; more of the same change no score.</summary>
    public const int MostFindingsOfASignal = 200;

    public static ChainVerdict Write(ChainFacts chain, int score, IReadOnlyList<LedgerLine> ledger, Severity level, Guid? coveredBy)
    {
        var findings = chain.Findings
            .OrderByDescending(finding => finding.Points)
            .ThenBy(finding => finding.ProcessId)
            .GroupBy(finding => finding.SignalId)
            .SelectMany(alike => alike.Take(MostFindingsOfASignal))
            .OrderByDescending(finding => finding.Points)
            .ThenBy(finding => finding.SignalId, StringComparer.Ordinal)
            .ThenBy(finding => finding.ProcessId)
            .ToList();
        var told = Told(chain, level, ChainWords.Summary(chain, findings[0]));
        return told with
        {
            Members = Members(chain, findings),
            Missing = chain.Members.Count > MostMembers ? [.. told.Missing, NotNamed(chain)] : told.Missing,
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
            Members = Members(chain, []),
            Payloads = [.. Payloads(chain).Take(MostPayloads)],
            Failures = [.. chain.Failures],
        };
    }

    // The first by the tree's order, and whatever a finding that is kept rests on.
    private static List<ChainMember> Members(ChainFacts chain, List<Finding> findings)
    {
        var found = chain.Members.Count > MostMembers ? findings.Select(finding => finding.ProcessId).ToHashSet() : [];
        return [.. chain.Members.Where((member, order) => order < MostMembers || found.Contains(member.Process.Facts.Id))
            .Select(member => new ChainMember(member.Process.Facts.Id, member.Role))];
    }

    private static MissingEvidence NotNamed(ChainFacts chain) => new(
        "all processes", string.Create(CultureInfo.InvariantCulture, $"{chain.Members.Count} processes belong to this chain; the first {MostMembers} are named with it. Every one of them can be hunted."));

    private static string Technique(ChainFacts chain) => chain.Proxy.Identity?.Host.Technique ?? "T1216";

    private static IEnumerable<Payload> Payloads(ChainFacts chain)
    {
        foreach (var (process, role) in chain.Core)
        {
            if (role == ChainRole.Payload)
                yield return new Payload(PayloadKind.Process, process.Facts.Id, Cut(process.Image.ToString()), process.Location);
            foreach (var named in process.Payloads)
                yield return Named(process.Facts, named);
        }
    }

    /// <summary>A named payload as the verdict holds it.</summary>
    public static Payload Named(ProcessFacts process, NamedPayload named) =>
        new(named.Kind, process.Id, Cut(named.Text), named.Location, named.Start, named.Length) { Hash = HashOf(process, named) };

    // Files are told by their whole path: that one of the same name lies elsewhere says nothing.
    private static string? HashOf(ProcessFacts process, NamedPayload named)
    {
        if (process.NamedFiles.Count == 0 || named.Path is null)
            return null;
        var path = named.Path.ToString();
        return process.NamedFiles.FirstOrDefault(file => Comparers.ImagePath.Equals(CanonicalPath.Parse(file.Path).ToString(), path))?.Hash;
    }

    private static string Cut(string text) => text.Length > 2_048 ? text[..2_048] : text;
}
