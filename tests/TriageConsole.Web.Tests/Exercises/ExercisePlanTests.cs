using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Exercises.Plan;
using TriageConsole.Web.Features.SelfTest;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Exercises;

public sealed class ExercisePlanTests
{
    private const string Account = @"CONTOSO\m.weiss";
    private static readonly DetectionRuntime _runtime = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);
    private static readonly SelfTestScenarios _library = new(_runtime);

    [Fact]
    public void Disguise_EveryScenario_KeepsNothingThatTellsAndIsStillCaught()
    {
        string[] telling = ["evil", "example", "anna"];
        List<string> lost = [];
        foreach (var scenario in _library.All.Where(scenario => scenario.KnownMiss is null))
        {
            var disguised = Disguise.Of(scenario, Account, 7);
            Assert.All(Lines(disguised.Process).Concat(disguised.Children.SelectMany(Lines)), line => Assert.DoesNotContain(telling, word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
            var verdicts = _runtime.Engine.Judge(ScenarioFacts.Of(disguised, "WKS-1", Account, new DateTime(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc)), BaselineMatcher.Empty);
            if (scenario.IsAttack && !verdicts.Any(verdict => verdict.Level >= Severity.Medium))
                lost.Add($"{scenario.Name} {scenario.Evasion}: {disguised.Process.Line}");
        }

        Assert.True(lost.Count == 0, string.Join('\n', lost));
    }

    [Fact]
    public void Disguise_SameSeed_SaysTheSameAndAnotherSaysSomethingElse()
    {
        var scenario = _library.All.First(one => one.Process.Line?.Contains("evil.example", StringComparison.Ordinal) == true);
        Assert.Equal(Disguise.Of(scenario, Account, 1).Process.Line, Disguise.Of(scenario, Account, 1).Process.Line);
        Assert.NotEqual(Disguise.Of(scenario, Account, 1).Process.Line, Disguise.Of(scenario, Account, 2).Process.Line);
    }

    [Fact]
    public void Library_RoutineUses_SomeAreRaisedLowSoThatAnExerciseCanMix()
    {
        var raised = _library.All.Where(scenario => !scenario.IsAttack)
            .Count(scenario => _runtime.Engine.Judge(ScenarioFacts.Of(Disguise.Of(scenario, Account, 3), "WKS-1", Account, new DateTime(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc)), BaselineMatcher.Empty).Count > 0);
        Assert.True(raised >= 5, $"{raised} routine uses are raised.");
    }

    [Fact]
    public void Hosts_AfterThoseThatThereAre_LookAlikeAndAreNoneOfThem()
    {
        string[] known = ["WKS-0042.corp.contoso.com", "wks-0043.corp.contoso.com", AlertStore.Hostile];
        var made = InventedNames.Hosts(known, 30, new Draws(5));
        Assert.Equal(30, made.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(made, name => Assert.Matches(@"^(?i)wks-\d{4}\.corp\.contoso\.com$", name));
        Assert.Empty(made.Intersect(known, StringComparer.OrdinalIgnoreCase));
        Assert.All(InventedNames.Hosts([], 3, new Draws(5)), name => Assert.Matches(@"^WKS-\d{4}$", name));

        // A pattern with too few numbers left does not keep it from ending.
        Assert.Equal(200, InventedNames.Hosts(["PC-01"], 200, new Draws(5)).Count);
    }

    [Fact]
    public void Accounts_OfTheCommonestDomain_AreNobodys()
    {
        var made = InventedNames.Accounts([@"CONTOSO\a", @"CONTOSO\b", @"NT AUTHORITY\SYSTEM", @"NT AUTHORITY\SYSTEM", @"NT AUTHORITY\SYSTEM", null], 300, new Draws(1));
        Assert.Equal(300, made.Distinct().Count());
        Assert.All(made, name => Assert.StartsWith(@"CONTOSO\", name, StringComparison.Ordinal));
        Assert.StartsWith(@"CORP\", InventedNames.Accounts([], 1, new Draws(1))[0], StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(SelfTestProcess process) =>
        [process.Image, process.Line ?? string.Empty, process.Dir ?? string.Empty, .. process.Modules, .. process.Writes, .. process.Children.SelectMany(Lines)];
}
