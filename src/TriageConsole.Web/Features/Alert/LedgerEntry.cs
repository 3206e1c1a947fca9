using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Alert;

/// <summary>One line of the ledger with the finding it counts.</summary>
/// <param name="Line">The line.</param>
/// <param name="Finding">Its finding; null where the stored detail holds none for it.</param>
public sealed record LedgerEntry(LedgerLine Line, Finding? Finding)
{
    /// <summary>Lines with their findings. A signal can speak of several processes: each finding is used once.</summary>
    public static IReadOnlyList<LedgerEntry> Of(VerdictDetail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        var left = detail.Findings.ToList();
        var entries = new List<LedgerEntry>(detail.Ledger.Count);
        foreach (var line in detail.Ledger)
        {
            var at = left.FindIndex(f => f.SignalId == line.SignalId && f.Points == line.Points && f.Title == line.Title);
            if (at < 0)
                at = left.FindIndex(f => f.SignalId == line.SignalId);
            entries.Add(new(line, at < 0 ? null : left[at]));
            if (at >= 0)
                left.RemoveAt(at);
        }

        return entries;
    }

    /// <summary>The words of a process's command line that findings rest on.</summary>
    public static IReadOnlyList<TextSpan> Spans(VerdictDetail detail, ChainProcess process)
    {
        ArgumentNullException.ThrowIfNull(detail);
        ArgumentNullException.ThrowIfNull(process);
        var line = process.CommandLine ?? string.Empty;
        return [.. detail.Findings.Where(f => f.ProcessId == process.Id)
            .SelectMany(f => f.Evidence)
            .Where(e => e.Field == "CommandLine")
            .SelectMany(e => e.Start < 0 ? EvidenceWords.Spans(line, e) : [new TextSpan(e.Start, e.Length, e.Why)])];
    }
}
