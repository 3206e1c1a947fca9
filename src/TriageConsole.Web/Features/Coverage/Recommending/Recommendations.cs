using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage.Health;

namespace TriageConsole.Web.Features.Coverage.Recommending;

/// <summary>What a report calls for. Nothing is said that the counts do not show; what would help most comes first.</summary>
public static class Recommendations
{
    private static IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "process-creation", h => h.Coverage.Creations == 0 && h.Coverage.Counts.Count > 0, on => $"Collect process creation on {on}: Sysmon 1, or Security 4688 with command lines.",
            (hosts, _, _) => (FormattableString.Invariant($"{Times(hosts.Count, "host")} would become evaluable; nothing there is now."), hosts.Count), [ReadySettings.ProcessCreation, ReadySettings.AuditProcessCreation, ReadySettings.CommandLine]),
        new(
            "sysmon-1", h => h.Coverage.Creations > 0 && h.Coverage.Of(DataComponent.ProcessCreationSysmon) == 0, on => $"Add Sysmon 1 on {on}: there is Security 4688 only.",
            (hosts, some, all) => Effect("the program's hash would be known", some.NoHash, some, all, hosts, h => h.Coverage.Creations), [ReadySettings.ProcessCreation]),
        new(
            "command-line", h => h.Coverage.Creations > 0 && h.Of(DataComponent.CommandLine).State != ComponentState.Covered,
            on => $"Audit the command line of process creation by policy on {on}.",
            (hosts, some, all) => Effect("the command line would be known", some.NoCommandLine, some, all, hosts, Lacking(DataComponent.CommandLine)), [ReadySettings.AuditProcessCreation, ReadySettings.CommandLine]),
        new(
            "sysmon-7", h => h.Coverage.Creations > 0 && h.Of(DataComponent.Signature).State != ComponentState.Covered, on => $"Enable Sysmon 7 for images on {on}.",
            (hosts, some, all) => Effect("the signature would be known", some.NoSignature, some, all, hosts, Lacking(DataComponent.Signature)), [ReadySettings.ImageLoad]),
        new(
            "lineage", h => h.Coverage.Creations > 0 && h.Of(DataComponent.Lineage).State != ComponentState.Covered, on => $"Collect every process creation, from boot and without filters, on {on}.",
            (hosts, some, all) => Effect("the parent would be in the data", some.NoParent, some, all, hosts, Lacking(DataComponent.Lineage)), [ReadySettings.ProcessCreation]),
        new(
            "sysmon-11", h => h.Coverage.Creations > 0 && h.Coverage.Of(DataComponent.FileCreation) == 0, on => $"Enable Sysmon 11 for scripts and programs on {on}.",
            (hosts, some, all) => Effect("whether its script was written just before could be checked", some.Chains, some, all, hosts, h => h.Coverage.Creations), [ReadySettings.FileCreate]),
        new(
            "powershell", h => h.Coverage.Creations > 0 && h.Coverage.Of(DataComponent.ScriptExecution) == 0, on => $"Turn on PowerShell module and script block logging on {on}.",
            (hosts, some, all) => some.PowerShell == 0 && some.Chains > 0
                ? ("None of the chains there ran PowerShell so far; the next one could be read.", 0)
                : Effect("what PowerShell ran could be read", some.PowerShell, some, all, hosts, _ => 0), [ReadySettings.PowerShellPolicy, ReadySettings.PowerShellRegistry]),
        new(
            "log-size", h => h.Gaps.Any(gap => gap.Kind == GapKind.Gaps && gap.Missing > 0), on => $"Give the logs more room, and look at the forwarding, on {on}.",
            (hosts, _, _) => (FormattableString.Invariant($"At least {hosts.Sum(h => h.Gaps.Where(g => g.Kind == GapKind.Gaps).Sum(g => g.Missing)):N0} records that are missing would be there."),
                hosts.Sum(h => h.Gaps.Where(g => g.Kind == GapKind.Gaps).Sum(g => g.Missing))), [ReadySettings.LogSize, ReadySettings.LogSizePolicy]),
        new(
            "clock", h => h.Skew is not null, on => $"Set the clocks right on {on}.",
            (hosts, some, _) => (FormattableString.Invariant($"{Times(some.Chains, "chain")} there would stand in the right order beside other hosts'; now up to {HealthWords.Span(hosts.Max(h => h.Skew!.By))} off."), some.Chains),
            [ReadySettings.TimePolicy, ReadySettings.TimeCommands]),
    ];

    /// <param name="report">How telemetry stands.</param>
    /// <param name="evidence">By host: what its chains lack; a host may be missing.</param>
    public static IReadOnlyList<Recommendation> Of(HealthReport report, IReadOnlyDictionary<int, ChainEvidence> evidence)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(evidence);
        var found = new List<Recommendation>();
        var all = Sum(report.Hosts, evidence);
        foreach (var rule in Rules)
        {
            var hosts = report.Hosts.Where(rule.Applies).ToList();
            if (hosts.Count == 0)
                continue;
            var (effect, weight) = rule.Effect(hosts, Sum(hosts, evidence), all);
            var on = hosts.Count == 1 ? (report.Hosts.Count == 1 ? "the only host" : "1 host") : $"{CoverageWords.Count(hosts.Count)} hosts";
            found.Add(new(rule.Key, rule.Do(on), effect, weight, [.. hosts.Select(h => new RecommendedHost(h.Id, h.Name))], rule.Settings));
        }

        // What makes a host evaluable at all goes before what makes it better.
        return [.. found.OrderBy(one => one.Key == "process-creation" ? 0 : 1).ThenByDescending(one => one.Weight)];
    }

    private static ChainEvidence Sum(IEnumerable<HostHealth> hosts, IReadOnlyDictionary<int, ChainEvidence> evidence) =>
        hosts.Aggregate(ChainEvidence.None, (sum, host) => evidence.TryGetValue(host.Id, out var one) ? sum + one : sum);

    // Chains are what people decide; where there are none, processes are what can be counted.
    private static (string Effect, long Weight) Effect(string gain, int lacking, ChainEvidence some, ChainEvidence all, List<HostHealth> hosts, Func<HostHealth, long> processes)
    {
        if (some.Chains > 0 && lacking > 0)
        {
            return (FormattableString.Invariant(
                $"For {Times(lacking, "more chain")} {gain}: {Percent(lacking, some.Chains)} of the {some.Chains:N0} on these hosts, {Percent(lacking, all.Chains)} of all."), lacking);
        }

        var count = hosts.Sum(processes);
        if (count > 0)
            return (FormattableString.Invariant($"For {Times(count, "more process", "more processes")} {gain} ({Percent(count, hosts.Sum(h => h.Coverage.Creations))} of those on these hosts); no chain there lacks it so far."), 0);
        return (FormattableString.Invariant($"No chain there lacks it so far: {gain} for the next."), 0);
    }

    private static Func<HostHealth, long> Lacking(DataComponent component) =>
        host => (long)Math.Round((1 - (host.Coverage.Share(component) ?? 0)) * host.Coverage.Creations);

    // Rounded down, so that what is not all never reads as all; but some is never none.
    private static string Percent(long some, long all) => all == 0 ? "0 %" : FormattableString.Invariant($"{Math.Max(some > 0 ? 1 : 0, some * 100 / all)} %");

    private static string Times(long count, string one, string? many = null) => count == 1 ? $"1 {one}" : FormattableString.Invariant($"{count:N0} {many ?? one + "s"}");

    private sealed record Rule(
        string Key, Func<HostHealth, bool> Applies, Func<string, string> Do, Func<List<HostHealth>, ChainEvidence, ChainEvidence, (string Effect, long Weight)> Effect, IReadOnlyList<ReadySetting> Settings);
}
