using System.Globalization;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Headless.Evaluation;

/// <summary>Recall and false alarms per level as plain text, and every miss and false alarm at one level.</summary>
public sealed class EvaluationReport
{
    private static readonly Severity[] _levels = [Severity.Low, Severity.Medium, Severity.High, Severity.Critical];

    private readonly List<LabelledCase> _cases;
    private readonly List<(LabelledStart Event, Severity? Level)> _benign;

    public EvaluationReport(IReadOnlyList<LabelledStart> events, Func<LabelledStart, Severity?> levelOf)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(levelOf);
        _cases = [.. events.Where(item => item.Label == LabelledStart.Malicious).GroupBy(item => item.CaseId, StringComparer.Ordinal)
            .Select(group => new LabelledCase(group.First(), group.Max(levelOf))).OrderBy(item => item.First.CaseId, StringComparer.Ordinal)];
        _benign = [.. events.Where(item => item.Label == LabelledStart.Benign).Select(item => (item, levelOf(item)))];
    }

    /// <summary>Cases that have no alert at the level or above.</summary>
    public IReadOnlyList<string> Misses(Severity level) => [.. _cases.Where(item => !item.IsHitAt(level)).Select(item => item.First.CaseId)];

    /// <summary>Benign events that have one.</summary>
    public IReadOnlyList<LabelledStart> FalseAlarms(Severity level) => [.. _benign.Where(item => item.Level >= level).Select(item => item.Event)];

    public void Write(TextWriter output, Severity listed)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("Cases found, of all labelled malicious");
        Line(output, "  at or above", _levels.Select(Words.Of));
        Recall(output, "all", _cases);
        Recalls(output, "class", item => item.First.Class);
        Recalls(output, "technique", item => item.First.Technique);
        Recalls(output, "confidence", item => item.First.Confidence);
        output.WriteLine();
        output.WriteLine("Benign events alerted (false alarms)");
        Line(output, "  at or above", _levels.Select(Words.Of));
        Alarms(output, "all", _benign);
        Alarms(output, "all traps", [.. _benign.Where(item => item.Event.Trap.Length > 0)]);
        foreach (var trap in _benign.Where(item => item.Event.Trap.Length > 0).GroupBy(item => item.Event.Trap, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            Alarms(output, "trap " + trap.Key, [.. trap]);
        output.WriteLine();
        Listed(output, listed);
    }

    private void Listed(TextWriter output, Severity level)
    {
        var missed = _cases.Where(item => !item.IsHitAt(level)).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Missed at {Words.Of(level)} and above: {missed.Count}"));
        foreach (var item in missed)
            output.WriteLine($"  {item.First.CaseId} ({item.First.Class}, {item.First.Technique}, {(item.Level is { } reached ? Words.Of(reached) : "no alert")}) {Place(item.First)} {OneLine(item.First)}");
        var alarms = FalseAlarms(level);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"False alarms at {Words.Of(level)} and above: {alarms.Count}"));
        foreach (var item in alarms)
            output.WriteLine($"  {(item.Trap.Length > 0 ? "trap " + item.Trap : "no trap")} {Place(item)} {OneLine(item)}");
    }

    private void Recalls(TextWriter output, string kind, Func<LabelledCase, string> by)
    {
        foreach (var group in _cases.GroupBy(by, StringComparer.Ordinal).Where(group => group.Key.Length > 0).OrderBy(group => group.Key, StringComparer.Ordinal))
            Recall(output, $"{kind} {group.Key}", [.. group]);
    }

    private static void Recall(TextWriter output, string name, IReadOnlyList<LabelledCase> cases) =>
        Line(output, "  " + name, _levels.Select(level => Share(cases.Count(item => item.IsHitAt(level)), cases.Count)));

    private static void Alarms(TextWriter output, string name, List<(LabelledStart Event, Severity? Level)> events) =>
        Line(output, "  " + name, _levels.Select(level => Share(events.Count(item => item.Level >= level), events.Count)));

    private static void Line(TextWriter output, string name, IEnumerable<string> cells) =>
        output.WriteLine(name.PadRight(26) + string.Concat(cells.Select(cell => cell.PadLeft(12))));

    private static string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part}/{whole}");

    private static string Place(LabelledStart item) =>
        string.Create(CultureInfo.InvariantCulture, $"{item.File}{(item.Member.Length > 0 ? " · " + item.Member : string.Empty)} #{item.Index}");

    // What was recorded is hostile: no control character of it reaches the terminal.
    private static string OneLine(LabelledStart item)
    {
        var text = item.CommandLine.Length > 0 ? item.CommandLine : item.Image;
        return string.Concat((text.Length > 200 ? text[..200] + "…" : text).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
    }

    private sealed record LabelledCase(LabelledStart First, Severity? Level)
    {
        public bool IsHitAt(Severity level) => Level >= level;
    }
}
