using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Tests.Settings;

public sealed class DetectionSettingsTests
{
    private static readonly DetectionSettings _default = DetectionSettings.Default;

    public static TheoryData<string, DetectionSettings> Bad => new()
    {
        { "LowFrom", _default with { LowFrom = 0 } },
        { "CriticalFrom", _default with { CriticalFrom = 101 } },
        { "MediumFrom", _default with { MediumFrom = 20 } },
        { "HighFrom", _default with { HighFrom = 40 } },
        { "CriticalFrom", _default with { CriticalFrom = 65 } },
        { "TimeWindow", _default with { TimeWindow = TimeSpan.FromMilliseconds(999) } },
        { "TimeWindow", _default with { TimeWindow = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) } },
        { "BrokerWindow", _default with { BrokerWindow = TimeSpan.FromTicks(-1) } },
        { "BrokerWindow", _default with { BrokerWindow = TimeSpan.FromMinutes(10.1) } },
        { "TaskWindow", _default with { TaskWindow = TimeSpan.FromTicks(-1) } },
        { "TaskWindow", _default with { TaskWindow = TimeSpan.FromMinutes(10.1) } },
        { "ParentProcessNames", _default with { ParentProcessNames = [@"C:\a.exe"] } },
        { "ParentProcessNames", _default with { ParentProcessNames = ["a/b.exe"] } },
        { "ParentProcessNames", _default with { ParentProcessNames = ["*.exe"] } },
        { "ParentProcessNames", _default with { ParentProcessNames = [" "] } },
        { "ChildCommandLineRegex", _default with { ChildCommandLineRegex = "(" } },
        { "ChildCommandLineRegex", _default with { ChildCommandLineRegex = "(a)\\1" } },
        { "ChildCommandLineRegex", _default with { ChildCommandLineRegex = "(?=a)b" } },
        { "ChildCommandLineRegex", _default with { ChildCommandLineRegex = ".*" } },
        { "ChildCommandLineRegex", _default with { ChildCommandLineRegex = new string('a', 4_097) } },
        { "ChildCommandLineRegex", _default with { ChildCommandLineRegex = "(a{1000}){1000}" } },
        { "ParentProcessNames", _default with { ParentProcessNames = [new string('a', 261)] } },
        { "ParentProcessNames", _default with { ParentProcessNames = [.. Enumerable.Range(0, 501).Select(i => $"{i}.exe")] } },
        { "Signals.no-such-signal", Changed("no-such-signal", new()) },
        { "Signals.pubprn-moniker.nothing", Changed("pubprn-moniker", new() { Points = Points("nothing", 1) }) },
        { "Signals.pubprn-moniker.moniker", Changed("pubprn-moniker", new() { Points = Points("moniker", 101) }) },
        { "Signals.pubprn-moniker.moniker", Changed("pubprn-moniker", new() { Points = Points("moniker", -1) }) },
    };

    public static TheoryData<DetectionSettings> Good =>
    [
        _default,
        _default with { LowFrom = 1, MediumFrom = 2, HighFrom = 3, CriticalFrom = 100 },
        _default with { TimeWindow = TimeSpan.FromSeconds(1), BrokerWindow = TimeSpan.Zero, TaskWindow = TimeSpan.Zero },
        _default with { TimeWindow = TimeSpan.FromDays(1), BrokerWindow = TimeSpan.FromMinutes(10), TaskWindow = TimeSpan.FromMinutes(10) },
        _default with { ParentProcessNames = ["host.exe", "a b.exe"] },
        _default with { ChildCommandLineRegex = "(a+)+$x" },
        _default with { ChildCommandLineRegex = new string('a', 4_096) },
        Changed("pubprn-moniker", new() { IsEnabled = false, Points = Points("moniker", 100) }),
        Changed("pubprn-moniker", new() { Points = Points("moniker", 0) }),
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validate_OneFault_IsNamedAndTheEngineRefusesIt(string name, DetectionSettings settings)
    {
        Assert.StartsWith(name, Assert.Single(settings.Validate()), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DetectionEngine(Seed.Data, settings));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Validate_WithinTheLimits_HasNoFault(DetectionSettings settings) => Assert.Empty(settings.Validate());

    [Fact]
    public void Validate_ManyFaults_AreAllNamed() =>
        Assert.Equal(4, (_default with { LowFrom = 0, TimeWindow = default, ChildCommandLineRegex = "(", ParentProcessNames = [""] }).Validate().Count);

    [Theory]
    [InlineData(0, Severity.Informational)]
    [InlineData(19, Severity.Informational)]
    [InlineData(20, Severity.Low)]
    [InlineData(39, Severity.Low)]
    [InlineData(40, Severity.Medium)]
    [InlineData(64, Severity.Medium)]
    [InlineData(65, Severity.High)]
    [InlineData(84, Severity.High)]
    [InlineData(85, Severity.Critical)]
    [InlineData(100, Severity.Critical)]
    public void LevelOf_EachSideOfAThreshold_IsItsLevel(int score, Severity expected) => Assert.Equal(expected, _default.LevelOf(score));

    [Theory]
    [InlineData("", false)]
    [InlineData("(", false)]
    [InlineData("(a)\\1", false)]
    [InlineData("evil", true)]
    public void CompilePattern_OnlyAUsableOne_IsCompiled(string pattern, bool expected) =>
        Assert.Equal(expected, (_default with { ChildCommandLineRegex = pattern }).CompilePattern() is not null);

    [Fact]
    public void WeightsOf_ChangedSignal_IsAsChangedAndTheRestAsShipped()
    {
        var shipped = Seed.Data.Weights["pubprn-moniker"];
        var engine = new DetectionEngine(Seed.Data, Changed("pubprn-moniker", new() { IsEnabled = false, Points = Points("moniker", 7) }));

        var changed = engine.WeightsOf("pubprn-moniker");
        Assert.Equal((false, 7, shipped["other"]), (changed.IsEnabled, changed["moniker"], changed["other"]));
        Assert.Same(Seed.Data.Weights["mshta-code"], engine.WeightsOf("mshta-code"));
    }

    private static DetectionSettings Changed(string signal, SignalSetting change) =>
        _default with { Signals = new Dictionary<string, SignalSetting>(StringComparer.Ordinal) { [signal] = change } };

    private static Dictionary<string, int> Points(string name, int points) => new(StringComparer.Ordinal) { [name] = points };
}
