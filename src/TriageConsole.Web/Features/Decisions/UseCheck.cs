using System.Globalization;
using Microsoft.Extensions.Options;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>What keeps an approved use from being proposed or approved, whatever page it comes from: the lint, and attacks that it would hide.</summary>
public sealed class UseCheck(BaselinePreview preview, DetectionRuntime runtime, UseGroupReader groups, IOptions<BaselineOptions> options)
{
    private const int MostNamed = 5;

    private readonly UseLint _lint = new(runtime.Reference);

    /// <summary>Longest life of an approved use.</summary>
    public TimeSpan LongestLife => options.Value.LongestLife;

    public async Task<IReadOnlyList<LintFinding>> LintAsync(IReadOnlyList<UseCondition> conditions, CancellationToken cancel) =>
        Lint(conditions, await groups.ForAsync(conditions, cancel));

    /// <summary>The same with groups as they are to be.</summary>
    public IReadOnlyList<LintFinding> Lint(IReadOnlyList<UseCondition> conditions, UseGroups resolved) => _lint.Check(conditions, resolved);

    /// <summary>Everything that keeps a request from being proposed, each a sentence; what it says is looked at first.</summary>
    public async Task<IReadOnlyList<string>> RequestFaultsAsync(AllowRequest request, DateTime utcNow, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await RequestFaultsAsync(request, await groups.ForAsync(request.Conditions, cancel), utcNow, cancel);
    }

    /// <summary>The same with groups as they are to be.</summary>
    public async Task<IReadOnlyList<string>> RequestFaultsAsync(AllowRequest request, UseGroups resolved, DateTime utcNow, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var faults = request.Faults(utcNow, LongestLife);
        return faults.Count > 0 ? faults : await FaultsAsync(request.ToUse(Guid.Empty).Conditions, resolved, request.Acknowledgement, cancel);
    }

    /// <summary>Everything that blocks, each a sentence; empty where nothing does.</summary>
    /// <param name="conditions">All conditions, canonical.</param>
    /// <param name="acknowledgement">Why the lint's warnings are right anyway.</param>
    /// <param name="cancel">Cancels the comparison.</param>
    public async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyList<UseCondition> conditions, string? acknowledgement, CancellationToken cancel) =>
        await FaultsAsync(conditions, await groups.ForAsync(conditions, cancel), acknowledgement, cancel);

    /// <summary>The same with groups as they are to be.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(
        IReadOnlyList<UseCondition> conditions, UseGroups resolved, string? acknowledgement, CancellationToken cancel)
    {
        var findings = Lint(conditions, resolved);
        List<string> faults = [.. findings.Where(f => f.Level == LintLevel.Error).Select(f => f.Field is { } field ? $"{UseWords.Of(field)}: {f.Message}" : f.Message)];
        if (NoteRules.Clean(acknowledgement) is null && findings.Any(f => f.Level == LintLevel.Warning))
            faults.Add("Warnings: say in a sentence why the conditions are right although there are warnings, or mend them. They are: " + string.Join(" ", findings.Where(f => f.Level == LintLevel.Warning).Select(f => f.Field is { } field ? $"{UseWords.Of(field)}: {f.Message}" : f.Message)));
        if (faults.Count > 0)
            return faults;
        var seen = await preview.CheckAsync(conditions, resolved, cancel);
        faults.AddRange(seen.HiddenSelfTests.Take(MostNamed).Select(SelfTestWords));
        var hidden = seen.Hidden.ToList();
        faults.AddRange(hidden.Take(MostNamed).Select(Words));
        if (hidden.Count > MostNamed)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"It would hide {hidden.Count - MostNamed:N0} more such alerts."));
        return faults;
    }

    /// <summary>What approved uses would hide if the groups were these, each a sentence; empty where nothing.</summary>
    public async Task<IReadOnlyList<string>> HiddenByGroupsAsync(
        IReadOnlyList<(string Title, IReadOnlyList<UseCondition> Conditions)> uses, IReadOnlyList<UseGroup> changed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(uses);
        var resolved = UseGroups.Create(changed);
        var faults = new List<string>();
        foreach (var (title, conditions) in uses)
        {
            var hidden = (await preview.CheckAsync(conditions, resolved, cancel)).Hidden;
            faults.AddRange(hidden.Take(MostNamed - faults.Count).Select(alert => $"“{title}”: {Words(alert)}"));
            if (faults.Count >= MostNamed)
                break;
        }

        return faults;
    }

    /// <summary>Why an attack of the self-test that would be hidden blocks.</summary>
    public static string SelfTestWords(string attack) => $"It would hide the self-test's attack “{attack}”, came it on such a host and by such a user. Say what exactly is run.";

    /// <summary>Why an alert that would be covered blocks.</summary>
    public static string Words(PreviewAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var what = alert.Outcome == Domain.Alerts.AlertOutcome.TruePositive ? "an alert closed as true positive" : "an open escalation";
        return string.Create(CultureInfo.InvariantCulture, $"It would hide {what}: {alert.Chain} on {alert.Host}, {alert.LastUtc:yyyy-MM-dd HH:mm} UTC. Narrow it.");
    }
}
