using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Judging;

/// <summary>What differs on one host, counted, with the weightiest samples of each kind. Its size does not grow with the host.</summary>
public sealed class JudgementDiff
{
    /// <summary>Samples that are kept of each kind.</summary>
    public const int Samples = 200;

    private const int LongestText = 512;

    private readonly Dictionary<RejudgeChange, SortedSet<RejudgeChangeRow>> _samples = [];
    private readonly Dictionary<string, RejudgeSignalRow> _signals = new(StringComparer.Ordinal);

    /// <summary>Weightiest first; the alert's key decides between equals, so that a run that was interrupted keeps the same ones.</summary>
    public static IComparer<RejudgeChangeRow> WeightiestFirst { get; } = Comparer<RejudgeChangeRow>.Create(
        (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.AlertId.CompareTo(b.AlertId));

    public int New { get; private set; }

    public int Gone { get; private set; }

    public int Kept { get; private set; }

    public int Moved { get; private set; }

    public int Same { get; internal set; }

    public int Covered { get; private set; }

    public int Uncovered { get; private set; }

    public int Failures { get; private set; }

    public IEnumerable<RejudgeChangeRow> Changes => _samples.Values.SelectMany(set => set);

    public IEnumerable<RejudgeSignalRow> Signals => _signals.Values;

    /// <summary>Counts a signal that threw.</summary>
    public void Add(SignalFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Failures++;
        Signal(failure.SignalId).Failures++;
    }

    internal void Add(RejudgeChange kind, ProcessFacts proxy, StoredAlert? alert, ChainVerdict? verdict)
    {
        var signals = SignalsOf(kind, alert, verdict);
        Count(kind, alert, verdict, signals);
        Keep(new RejudgeChangeRow
        {
            Kind = kind,
            Weight = kind == RejudgeChange.Moved ? Math.Abs(verdict!.Score - alert!.Score) : verdict?.Score ?? alert!.Score,
            AlertId = alert?.PublicId ?? new AlertKey(proxy.Host, proxy.ProcessGuid, proxy.ProcessId, proxy.StartUtc).ToGuid(),
            Host = proxy.Host,
            Image = Cut(proxy.Image)!,
            CommandLine = Cut(proxy.CommandLine),
            FromLevel = alert?.Level,
            FromScore = alert?.Score,
            ToLevel = verdict?.Level,
            ToScore = verdict?.Score,
            IsKept = kind == RejudgeChange.Gone && alert!.IsTouched,
            Signals = string.Join(' ', signals),
        });
    }

    private void Count(RejudgeChange kind, StoredAlert? alert, ChainVerdict? verdict, List<string> signals)
    {
        switch (kind)
        {
            case RejudgeChange.New:
                New++;
                Covered += verdict!.CoveredBy is null ? 0 : 1;
                signals.ForEach(id => Signal(id).New++);
                break;
            case RejudgeChange.Gone:
                Gone++;
                Kept += alert!.IsTouched ? 1 : 0;
                signals.ForEach(id => Signal(id).Gone++);
                break;
            case RejudgeChange.Moved:
                Moved++;
                signals.ForEach(id => Signal(id).Moved++);
                break;
            case RejudgeChange.Covered:
                Covered++;
                break;
            default:
                Uncovered++;
                break;
        }
    }

    // Of a new or gone alert all its signals; of one that moved those that came, went, or give other points.
    private static List<string> SignalsOf(RejudgeChange kind, StoredAlert? alert, ChainVerdict? verdict)
    {
        var before = alert?.Signals ?? new Dictionary<string, int>(StringComparer.Ordinal);
        var after = (verdict?.Findings ?? []).GroupBy(f => f.SignalId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(f => f.Points), StringComparer.Ordinal);
        var ids = before.Keys.Union(after.Keys, StringComparer.Ordinal);
        if (kind == RejudgeChange.Moved)
            ids = ids.Where(id => before.GetValueOrDefault(id, -1) != after.GetValueOrDefault(id, -1));
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private void Keep(RejudgeChangeRow sample)
    {
        if (!_samples.TryGetValue(sample.Kind, out var set))
            _samples[sample.Kind] = set = new SortedSet<RejudgeChangeRow>(WeightiestFirst);
        set.Add(sample);
        if (set.Count > Samples)
            set.Remove(set.Max!);
    }

    private RejudgeSignalRow Signal(string id)
    {
        if (!_signals.TryGetValue(id, out var row))
            _signals[id] = row = new() { SignalId = id };
        return row;
    }

    private static string? Cut(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;
}
