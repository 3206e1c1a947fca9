using System.Xml.Linq;
using TriageConsole.Testing;
using Xunit;

namespace TriageConsole.Architecture.Tests.Walls;

/// <summary>The arrows between projects as the project files draw them, and the packages behind each wall.</summary>
public sealed class ProjectFileTests
{
    public static TheoryData<string, string[], string[]> Projects => new()
    {
        { "Domain", [], [] },
        { "Telemetry", ["Domain"], ["EntityFramework", "AspNetCore", "MudBlazor", "Hangfire", "Npgsql", "Sqlite"] },
        { "Detection", ["Domain"], ["EntityFramework", "AspNetCore", "MudBlazor", "Hangfire", "Npgsql", "Sqlite", "Microsoft.Extensions"] },
        { "Data", ["Domain"], ["MudBlazor", "Hangfire"] },
        { "Web", ["Data", "Detection", "Domain", "Telemetry"], [] },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_AreTheHouses(string name, string[] references, string[] banned)
    {
        var file = XDocument.Load(Checkout.PathOf("src", $"TriageConsole.{name}", $"TriageConsole.{name}.csproj"));
        Assert.Equal(references, References(file));
        var packages = Packages(file);
        Assert.DoesNotContain(packages, package => banned.Any(part => package.Contains(part, StringComparison.Ordinal)));
        if (name == "Domain")
            Assert.Empty(packages);
        Assert.DoesNotContain(packages, package => package.Contains("Test", StringComparison.Ordinal) || package.StartsWith("xunit", StringComparison.Ordinal));
    }

    [Fact]
    public void References_OfAPlantedProject_AreRead()
    {
        var planted = XDocument.Parse("""
            <Project><ItemGroup>
              <ProjectReference Include="..\TriageConsole.Web\TriageConsole.Web.csproj" />
              <ProjectReference Include="../TriageConsole.Data/TriageConsole.Data.csproj" />
              <PackageReference Include="MudBlazor" />
            </ItemGroup></Project>
            """);
        Assert.Equal(["Data", "Web"], References(planted));
        Assert.Equal(["MudBlazor"], Packages(planted));
    }

    [Fact]
    public void Solution_Projects_AreAllThatStandInTheFolders()
    {
        var solution = File.ReadAllText(Checkout.PathOf("TriageConsole.sln"));
        var projects = ((string[])["src", "tests"]).SelectMany(folder => Directory.GetDirectories(Checkout.PathOf(folder)))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj")).Select(Path.GetFileName).ToList();
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.Contains(project!, solution, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Detection")]
    public void Assembly_OfAPureProject_BindsToTheBaseLibraryAndDomainOnly(string name)
    {
        var assembly = House.All.Single(a => a.GetName().Name == $"TriageConsole.{name}");
        Assert.All(assembly.GetReferencedAssemblies(), reference =>
            Assert.True(reference.Name!.StartsWith("System.", StringComparison.Ordinal) || reference.Name is "TriageConsole.Domain", reference.Name));
    }

    private static List<string> References(XDocument project) =>
        [.. project.Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value.Replace('\\', '/')))
            .Select(file => file["TriageConsole.".Length..]).Order(StringComparer.Ordinal)];

    private static List<string> Packages(XDocument project) =>
        [.. project.Descendants("PackageReference").Select(e => e.Attribute("Include")!.Value).Order(StringComparer.Ordinal)];
}
