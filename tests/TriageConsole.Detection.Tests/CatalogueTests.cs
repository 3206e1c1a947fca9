using System.Text.Json;
using TriageConsole.Detection.Signals;

namespace TriageConsole.Detection.Tests;

/// <summary>What the catalogue, the weights and the pages say of signals agrees.</summary>
public sealed class CatalogueTests
{
    private static string Pages { get; } = Path.Combine(Seed.Root, "docs", "detection");

    public static TheoryData<string> Ids => [.. SignalCatalog.All.Select(info => info.Id)];

    [Fact]
    public void All_Ids_AreUniqueAndPlain()
    {
        Assert.Equal(SignalCatalog.All.Count, SignalCatalog.All.Select(info => info.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(SignalCatalog.All, info => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", info.Id));
    }

    [Fact]
    public void All_EverySignalOfTheAssembly_IsInTheCatalogue()
    {
        var types = typeof(SignalCatalog).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISignal))).ToList();
        Assert.Equal(types.Select(type => type.FullName).Order(StringComparer.Ordinal), SignalCatalog.Create(id => Seed.Data.Weights[id]).Select(signal => signal.GetType().FullName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_OfEachSignal_NamesIdTechniqueAndEveryWeight(string id)
    {
        var info = SignalCatalog.Find(id)!;
        var page = File.ReadAllText(Path.Combine(Pages, id + ".md"));
        Assert.StartsWith("# " + info.Title + "\n", page, StringComparison.Ordinal);
        Assert.Contains($"`{id}` · family: {info.Family} · ATT&CK: {info.Technique ?? "none"}", page, StringComparison.Ordinal);
        foreach (var part in (string[])["What it says and why", "Evidence", "Weights", "Legitimate uses", "How to triage", "Source"])
            Assert.Matches($"\n## {part}\n\n[^#\n]", page);
        Assert.All(info.WeightNames, name => Assert.Contains($"\n- `{name}`: ", page, StringComparison.Ordinal));
        Assert.Equal(info.WeightNames.Count, page.Split("\n- `").Length - 1);
    }

    [Fact]
    public void Pages_All_AreOfASignalAndListed()
    {
        var index = File.ReadAllText(Path.Combine(Pages, "README.md"));
        var names = Directory.GetFiles(Pages, "*.md").Select(Path.GetFileNameWithoutExtension).Where(name => name != "README").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(SignalCatalog.All.Select(info => info.Id).Order(StringComparer.Ordinal), names);
        Assert.All(SignalCatalog.All, info => Assert.Contains($"[{info.Id}]({info.Id}.md): {info.Title}", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_OfTheFile_NameCatalogueIdsOnly()
    {
        using var file = JsonDocument.Parse(Seed.Files()["weights.json"]);
        var weights = file.RootElement.GetProperty("signals").EnumerateObject().ToDictionary(signal => signal.Name, signal => signal.Value.EnumerateObject().Select(weight => weight.Name).Where(name => name != "enabled").Order(StringComparer.Ordinal).ToList());
        Assert.Equal(SignalCatalog.All.Select(info => info.Id).Order(StringComparer.Ordinal), weights.Keys.Order(StringComparer.Ordinal));
        Assert.All(SignalCatalog.All, info => Assert.Equal(info.WeightNames.Order(StringComparer.Ordinal), weights[info.Id]));
    }

    [Fact]
    public void Find_UnknownId_FindsNothing() => Assert.Null(SignalCatalog.Find("no-such-signal"));
}
