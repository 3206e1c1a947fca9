using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Exercises.Plan;

/// <summary>
/// Draws the scenarios of an exercise and gives each a computer and an account. Only what would be raised is drawn: each is judged
/// once in memory, as it will stand there, under the settings and approved uses in force.
/// </summary>
public sealed class ExercisePlanner(
    SelfTestScenarios library, DetectionRuntime runtime, BaselineReader baseline, InventedNames names, IDbContextFactory<TriageContext> contexts)
{
    /// <summary>What can be drawn from: techniques with their subjects.</summary>
    public IReadOnlyList<(string Technique, IReadOnlyList<string> Subjects)> Choices =>
        [.. library.All.GroupBy(scenario => scenario.Technique).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<string>)[.. group.Select(scenario => scenario.Subject).Distinct().Order(StringComparer.Ordinal)]))];

    /// <summary>The scenarios as rows; or why there can be no such exercise, each a sentence.</summary>
    /// <param name="wish">Without faults of its own.</param>
    /// <param name="startUtc">When it starts.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<(IReadOnlyList<ExerciseItemRow> Items, IReadOnlyList<string> Faults)> DrawAsync(ExerciseWish wish, DateTime startUtc, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var (invented, accounts) = await names.SuggestAsync(wish.Total, seed, cancel);
        List<string> hosts = [.. wish.HostLines.Take(wish.Total)];
        if (await KnownAsync(hosts, cancel) is { Count: > 0 } known)
            return ([], [$"Computers: {string.Join(", ", known)} are there in truth; an exercise needs names that nobody has."]);
        hosts.AddRange(invented.Where(name => !hosts.Contains(name, StringComparer.OrdinalIgnoreCase)).Take(wish.Total - hosts.Count));
        if (wish.AccountLines.Count > 0)
            accounts = wish.AccountLines;

        var draws = new Draws(seed);
        var version = runtime.Current;
        var matcher = await baseline.ReadAsync(cancel);
        List<ExerciseItemRow> items = [];
        foreach (var (isAttack, wanted) in ((bool, int)[])[(true, wish.Attacks), (false, wish.Routines)])
        {
            var from = items.Count;
            foreach (var scenario in draws.Shuffled(library.All.Where(scenario => scenario.IsAttack == isAttack && Fits(wish, scenario))))
            {
                if (items.Count - from == wanted)
                    break;

                // The same attack in three spellings teaches nothing that one does not.
                if (items.Any(item => item.Scenario == scenario.Name && item.IsAttack == isAttack))
                    continue;
                cancel.ThrowIfCancellationRequested();
                var item = Item(scenario, hosts[items.Count], accounts[items.Count % accounts.Count], draws.Below(int.MaxValue));
                if (IsRaised(version.Engine, matcher, item, scenario, startUtc))
                    items.Add(item);
            }

            if (items.Count - from < wanted)
            {
                return ([], [string.Create(CultureInfo.InvariantCulture,
                    $"Scenarios: of this choice only {items.Count - from} {(isAttack ? "attacks" : "routine uses")} would be raised under what is in force. Ask for fewer, or choose more techniques.")]);
            }
        }

        return (Ordered(items, wish, startUtc, draws), []);
    }

    /// <summary>A scenario of the library as an item has it; null where the library no longer has it.</summary>
    public SelfTestScenario? ScenarioOf(ExerciseItemRow item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return library.All.FirstOrDefault(scenario => scenario.Name == item.Scenario && scenario.Evasion == item.Evasion && scenario.IsAttack == item.IsAttack) is { } scenario
            ? Disguise.Of(scenario, item.Account, item.Seed)
            : null;
    }

    private static bool Fits(ExerciseWish wish, SelfTestScenario scenario) =>
        (wish.WithEvasions || scenario.Evasion.Length == 0) && scenario.KnownMiss is null
        && (wish.Techniques.Count == 0 || wish.Techniques.Contains(scenario.Technique)) && (wish.Subject is null || scenario.Subject == wish.Subject);

    private static ExerciseItemRow Item(SelfTestScenario scenario, string host, string account, int seed) => new()
    {
        Scenario = scenario.Name,
        Evasion = scenario.Evasion,
        Subject = scenario.Subject,
        Technique = scenario.Technique,
        IsAttack = scenario.IsAttack,
        Host = host,
        Account = account,
        Seed = seed,
    };

    private static bool IsRaised(DetectionEngine engine, BaselineMatcher matcher, ExerciseItemRow item, SelfTestScenario scenario, DateTime at)
    {
        var disguised = Disguise.Of(scenario, item.Account, item.Seed);
        var verdicts = engine.Judge(ScenarioFacts.Of(disguised, item.Host, item.Account, at), matcher);
        item.CommandLine = disguised.Process.Line ?? disguised.Process.Image;
        return verdicts.Any(verdict => verdict.CoveredBy is null && (verdict.Level >= Severity.Medium || !scenario.IsAttack));
    }

    // Mixed, so that neither the order nor the time tells an attack from a routine use.
    private static List<ExerciseItemRow> Ordered(List<ExerciseItemRow> items, ExerciseWish wish, DateTime startUtc, Draws draws)
    {
        var mixed = draws.Shuffled(items);
        for (var i = 0; i < mixed.Count; i++)
        {
            mixed[i].Position = i;
            mixed[i].ArrivesUtc = wish.SpreadMinutes == 0 ? startUtc : startUtc.AddSeconds(wish.SpreadMinutes * 60.0 * i / mixed.Count);
        }

        return mixed;
    }

    private async Task<IReadOnlyList<string>> KnownAsync(List<string> hosts, CancellationToken cancel)
    {
        if (hosts.Count == 0)
            return [];
        var labels = hosts.ConvertAll(host => InventedNames.Label(host).ToLowerInvariant());
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Hosts.Where(host => EF.Parameter(labels).Contains(host.LabelKey)).Select(host => host.Name).ToListAsync(cancel);
    }
}
