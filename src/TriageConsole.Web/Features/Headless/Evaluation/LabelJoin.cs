using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Headless.Evaluation;

/// <summary>
/// Brings alerts and labels together by record: file, member and place. An event counts as alerted at the highest level of
/// an alert whose chain holds its process; the processes around a chain do not count, nor does what the baseline covers.
/// </summary>
public sealed class LabelJoin
{
    private readonly string[] _roots;
    private readonly Dictionary<(string File, string Member, long Index), Severity> _levels = [];

    /// <param name="dataFolder">What was scanned. Labels may be relative to it or to the folder above it.</param>
    public LabelJoin(string dataFolder)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder));
        _roots = [folder, .. Path.GetDirectoryName(folder) is { } above ? new[] { above } : []];
    }

    /// <summary>Alerts seen, covered ones too.</summary>
    public int Alerts { get; private set; }

    public void Add(ScannedAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        Alerts++;
        if (alert.Status == Domain.Alerts.AlertStatus.Covered)
            return;
        foreach (var member in alert.Verdict.Members)
        {
            if (member.Role == ChainRole.Context)
                continue;
            foreach (var record in alert.Records(member.ProcessId))
                Raise((Path.GetFullPath(record.Source), record.Member.Replace('\\', '/'), record.Index), alert.Verdict.Level);
        }
    }

    /// <summary>The level at which the event is alerted; null where it is not.</summary>
    public Severity? LevelOf(LabelledStart item)
    {
        ArgumentNullException.ThrowIfNull(item);
        foreach (var root in _roots)
        {
            if (_levels.TryGetValue((Path.GetFullPath(Path.Combine(root, item.File)), item.Member, item.Index), out var level))
                return level;
        }

        return null;
    }

    /// <summary>Labelled files that are not there: their events can only be missed, which would be a measure of nothing.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<LabelledStart> events) =>
        [.. events.Select(item => item.File).Distinct(StringComparer.Ordinal)
            .Where(file => !_roots.Any(root => File.Exists(Path.Combine(root, file)))).Order(StringComparer.Ordinal)];

    private void Raise((string File, string Member, long Index) record, Severity level)
    {
        if (!_levels.TryGetValue(record, out var before) || before < level)
            _levels[record] = level;
    }
}
