using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using Xunit;

namespace TriageConsole.Architecture.Tests.Walls;

/// <summary>Who may see whom. Every wall is run over its project and over a planted breach, which it must report.</summary>
public sealed class LayerTests
{
    private static IArchRule Domain(IObjectProvider<IType> layer) => House.NeverSees(layer, "the vocabulary sees the base library only",
        Forbidden.EntityFramework, Forbidden.Drivers, Forbidden.AspNet, Forbidden.Hosting, Forbidden.Logging, Forbidden.Jobs, Forbidden.Network,
        Forbidden.Files, Forbidden.Processes, Forbidden.Clock, Forbidden.Telemetry, Forbidden.Detection, Forbidden.Data, Forbidden.Web);

    private static IArchRule Telemetry(IObjectProvider<IType> layer) => House.NeverSees(layer, "readers turn bytes into events and nothing else",
        Forbidden.EntityFramework, Forbidden.Drivers, Forbidden.AspNet, Forbidden.Hosting, Forbidden.Jobs, Forbidden.Network, Forbidden.Processes,
        Forbidden.Clock, Forbidden.Detection, Forbidden.Data, Forbidden.Web);

    private static IArchRule Detection(IObjectProvider<IType> layer) => House.NeverSees(layer, "detection is pure: no I/O, clock, logger or database",
        Forbidden.EntityFramework, Forbidden.Drivers, Forbidden.AspNet, Forbidden.Hosting, Forbidden.Logging, Forbidden.Jobs, Forbidden.Network,
        Forbidden.Files, Forbidden.Processes, Forbidden.Clock, Forbidden.Telemetry, Forbidden.Data, Forbidden.Web);

    private static IArchRule Data(IObjectProvider<IType> layer) => House.NeverSees(layer, "data neither reads, detects nor draws",
        Forbidden.Components, Forbidden.Jobs, Forbidden.Network, Forbidden.Processes, Forbidden.Telemetry, Forbidden.Detection, Forbidden.Web);

    private static IArchRule Components(IObjectProvider<IType> layer) => House.NeverSees(layer, "pages ask a query class; they neither query, parse nor run programs",
        Forbidden.EntityFramework, Forbidden.Drivers, @"^TriageConsole\.Data\.[A-Za-z]*Context$", Forbidden.Telemetry, Forbidden.Jobs, Forbidden.Files, Forbidden.Processes);

    private static IArchRule Host(IObjectProvider<IType> layer) => House.NeverSees(layer, "the console never executes what it finds", Forbidden.Processes);

    public static TheoryData<string> Walls => new("Domain", "Telemetry", "Detection", "Data", "Components", "Host");

    [Theory]
    [MemberData(nameof(Walls))]
    public void Wall_OfTheProject_IsUnbroken(string wall) => Assert.Empty(House.Breaches(Rule(wall, Project(wall))));

    [Theory]
    [MemberData(nameof(Walls))]
    public void Wall_OverPlantedBreaches_ReportsEachOfThem(string wall)
    {
        var planted = House.Planted(wall);
        var names = planted.GetObjects(House.Architecture).Select(type => type.Name).Where(name => name.StartsWith("Breach", StringComparison.Ordinal)).ToList();
        var breaches = House.Breaches(Rule(wall, planted));
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(breaches, breach => breach.Contains(name, StringComparison.Ordinal)));
        Assert.DoesNotContain(breaches, breach => breach.Contains("Kept", StringComparison.Ordinal));
    }

    private static IArchRule Rule(string wall, IObjectProvider<IType> layer) => wall switch
    {
        "Domain" => Domain(layer),
        "Telemetry" => Telemetry(layer),
        "Detection" => Detection(layer),
        "Data" => Data(layer),
        "Components" => Components(layer),
        _ => Host(layer),
    };

    private static IObjectProvider<IType> Project(string wall) => wall switch
    {
        "Domain" => House.Types(House.Domain),
        "Telemetry" => House.Types(House.Telemetry),
        "Detection" => House.Types(House.Detection),
        "Data" => House.Types(House.Data),
        "Components" => ArchRuleDefinition.Classes().That().ResideInAssembly(House.Web).And().AreAssignableTo(typeof(Microsoft.AspNetCore.Components.ComponentBase)).As("components"),

        // The one program that is ever started is a browser of the machine, on a page that the console wrote itself.
        _ => ArchRuleDefinition.Types().That().ResideInAssembly(House.Web)
            .And().DoNotHaveFullNameMatching(@"^TriageConsole\.Web\.Features\.Reports\.Making\.ChromiumPrinter([+/]|$)").As("the host"),
    };
}
