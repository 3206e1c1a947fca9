using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace TriageConsole.Architecture.Tests.Walls;

/// <summary>The five projects and, beside them, the planted breaches that each rule must be seen to report.</summary>
internal static class House
{
    public static Assembly Domain { get; } = typeof(TriageConsole.Domain.Events.TelemetryEvent).Assembly;

    public static Assembly Telemetry { get; } = typeof(TriageConsole.Telemetry.ReadItem).Assembly;

    public static Assembly Detection { get; } = Assembly.Load("TriageConsole.Detection");

    public static Assembly Data { get; } = typeof(TriageConsole.Data.TriageContext).Assembly;

    public static Assembly Web { get; } = Assembly.Load("TriageConsole.Web");

    public static IReadOnlyList<Assembly> All { get; } = [Domain, Telemetry, Detection, Data, Web];

    public static ArchUnitNET.Domain.Architecture Architecture { get; } =
        new ArchLoader().LoadAssemblies([.. All, typeof(House).Assembly]).Build();

    public static IObjectProvider<IType> Types(Assembly assembly) => ArchRuleDefinition.Types().That().ResideInAssembly(assembly).As(assembly.GetName().Name);

    /// <summary>A folder of planted breaches, by the last part of its namespace.</summary>
    public static IObjectProvider<IType> Planted(string name) =>
        ArchRuleDefinition.Types().That().ResideInNamespaceMatching($@"^TriageConsole\.Architecture\.Tests\.Planted\.{name}$").As($"planted {name}");

    /// <summary>Names of what breaks the rule.</summary>
    public static IReadOnlyList<string> Breaches(IArchRule rule) =>
        [.. rule.Evaluate(Architecture).Where(result => !result.Passed).Select(result => result.Description).Order(StringComparer.Ordinal)];

    /// <summary>Nothing in the layer may depend on types whose full names match any of the patterns.</summary>
    public static IArchRule NeverSees(IObjectProvider<IType> layer, string because, params ReadOnlySpan<string> patterns)
    {
        var forbidden = ArchRuleDefinition.Types(includeReferenced: true).That().HaveFullNameMatching(string.Join('|', patterns.ToArray()));
        return ArchRuleDefinition.Types().That().Are(layer).Should().NotDependOnAny(forbidden).Because(because).WithoutRequiringPositiveResults();
    }
}
