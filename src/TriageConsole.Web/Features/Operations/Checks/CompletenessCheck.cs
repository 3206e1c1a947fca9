using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Health.Rules;
using TriageConsole.Web.Features.Hosts;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>Hosts whose processes carry less of what the analytic needs than they used to, or that lost Sysmon 1.</summary>
public sealed class CompletenessCheck : IOperationsCheck
{
    private const int RecentDays = 2;
    private const int BeforeDays = 14;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CheckRound round, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (await HostTelemetry.MomentAsync(round.Db, round.NowUtc, cancel) is not { } at)
            return [new(NoticeKinds.Completeness, "hosts", null)];
        var recentFrom = HostTelemetry.FirstDay(at, RecentDays);
        var recent = await CountsAsync(round, recentFrom, DateOnly.FromDateTime(at), at, cancel);
        var before = await CountsAsync(round, recentFrom.AddDays(-BeforeDays), recentFrom.AddDays(-1), at, cancel);
        var ids = recent.Where(now => before.TryGetValue(now.Key, out var then) && HasFallen(then, now.Value, round.Options)).Select(now => now.Key).ToHashSet();
        if (ids.Count == 0)
            return [new(NoticeKinds.Completeness, "hosts", null)];
        var names = round.Db.Hosts.OrderBy(h => h.NameKey).Select(h => new { h.Id, h.Name }).AsEnumerable().Where(h => ids.Contains(h.Id)).Select(h => h.Name).ToList();
        var what = names.Count == 1 ? "1 host sends" : FormattableString.Invariant($"{names.Count:N0} hosts send");
        return [new(NoticeKinds.Completeness, "hosts", $"{what} less of what the analytic needs than before: {CheckNames.Of(names)}. Was a configuration or an audit policy changed there?")];
    }

    private static async Task<Dictionary<int, HostCoverage>> CountsAsync(CheckRound round, DateOnly from, DateOnly to, DateTime at, CancellationToken cancel)
    {
        var sums = await new HealthRollUps(round.Db, new(from, to, null), at).SumsAsync(from, cancel);
        return sums.Hosts().ToDictionary(
            host => host.Key,
            host => new HostCoverage(host.Key, string.Empty, default, default, host.Value.Where(c => c.Count > 0).ToDictionary(c => c.Component, c => c.Count)));
    }

    private static bool HasFallen(HostCoverage before, HostCoverage now, CheckOptions options)
    {
        if (before.Creations < options.CompletenessProcesses || now.Creations < options.CompletenessProcesses)
            return false;
        var fall = (HostRules.CompletenessOf(before) ?? 0) - (HostRules.CompletenessOf(now) ?? 0);
        return fall * 100 >= options.CompletenessFall
            || (before.Of(DataComponent.ProcessCreationSysmon) > 0 && now.Of(DataComponent.ProcessCreationSysmon) == 0);
    }
}
