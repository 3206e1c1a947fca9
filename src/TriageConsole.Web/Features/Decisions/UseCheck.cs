using System.Globalization;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>What keeps an approved use from being proposed or approved, whatever page it comes from: the lint, and attacks that it would hide.</summary>
public sealed class UseCheck(BaselinePreview preview, DetectionRuntime runtime)
{
    private const int MostNamed = 5;

    private readonly UseLint _lint = new(runtime.Reference);

    public IReadOnlyList<LintFinding> Lint(IReadOnlyList<UseCondition> conditions) => _lint.Check(conditions);

    /// <summary>Everything that blocks, each a sentence; empty where nothing does.</summary>
    /// <param name="conditions">All conditions, canonical.</param>
    /// <param name="acknowledgement">Why the lint's warnings are right anyway.</param>
    /// <param name="cancel">Cancels the comparison.</param>
    public async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyList<UseCondition> conditions, string? acknowledgement, CancellationToken cancel)
    {
        var findings = Lint(conditions);
        List<string> faults = [.. findings.Where(f => f.Level == LintLevel.Error).Select(f => f.Field is { } field ? $"{UseWords.Of(field)}: {f.Message}" : f.Message)];
        if (NoteRules.Clean(acknowledgement) is null && findings.Any(f => f.Level == LintLevel.Warning))
            faults.Add("Warnings: say in a sentence why the conditions are right although there are warnings, or mend them.");
        if (faults.Count > 0)
            return faults;
        var hidden = (await preview.RunAsync(conditions, null, cancel)).Hidden.ToList();
        faults.AddRange(hidden.Take(MostNamed).Select(Words));
        if (hidden.Count > MostNamed)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"It would hide {hidden.Count - MostNamed:N0} more such alerts."));
        return faults;
    }

    /// <summary>Why an alert that would be covered blocks.</summary>
    public static string Words(PreviewAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var what = alert.Outcome == Domain.Alerts.AlertOutcome.TruePositive ? "an alert closed as true positive" : "an open escalation";
        return string.Create(CultureInfo.InvariantCulture, $"It would hide {what}: {alert.Chain} on {alert.Host}, {alert.LastUtc:yyyy-MM-dd HH:mm} UTC. Narrow it.");
    }
}
