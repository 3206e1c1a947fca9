using System.Text.Json.Nodes;
using NJsonSchema;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Testing;

namespace TriageConsole.Detection.Tests.Baseline;

/// <summary>The groups that a baseline file brings along.</summary>
public sealed class BaselineGroupsTests
{
    private static readonly UseGroup _kiosks = new() { Id = new Guid(1, 0, 0, new byte[8]), Kind = UseGroupKind.Hosts, Name = "Kiosks", Unit = "OU=Kiosks", Note = "Lobby", Members = ["kio-*", "lobby-1"] };
    private static readonly UseGroup _desks = new() { Id = new Guid(2, 0, 0, new byte[8]), Kind = UseGroupKind.Hosts, Name = "Desks", Members = ["desk-*"], Includes = [_kiosks.Id] };
    private static readonly UseGroup _robots = new() { Id = new Guid(3, 0, 0, new byte[8]), Kind = UseGroupKind.Accounts, Name = "Kiosks", Members = [@"CORP\svc-*"] };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_Groups_AreReadBackWithWhatTheyIncludeAndAreValid()
    {
        var text = BaselineFileWriter.Write([new BaselineEntry { Use = Chain.Use(Chain.Matching) }], [_desks, _kiosks, _robots]);
        var read = BaselineFile.Parse(text, Chain.Now);

        Assert.Empty(read.Faults);
        Assert.Equal(["Desks", "Kiosks", "Kiosks"], read.Groups.Select(group => group.Name));
        Assert.Equal([UseGroupKind.Hosts, UseGroupKind.Hosts, UseGroupKind.Accounts], read.Groups.Select(group => group.Kind));
        Assert.Equal(read.Groups[1].Id, Assert.Single(read.Groups[0].Includes));
        Assert.Equal((_kiosks.Unit, _kiosks.Note), (read.Groups[1].Unit, read.Groups[1].Note));
        Assert.Equal(_kiosks.Members, read.Groups[1].Members);
        Assert.True(UseGroups.Create(read.Groups).Contains(UseGroupKind.Hosts, "desks", "KIO-7"));
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "api", "baseline.schema.json"), Cancel), Cancel);
        Assert.Empty(schema.Validate(text));
    }

    [Fact]
    public void Parse_NoGroups_IsAFileAsBefore() => Assert.Empty(BaselineFile.Parse(BaselineFileWriter.Write([Chain.Use(Chain.Matching)]), Chain.Now).Groups);

    [Fact]
    public void Parse_Circle_IsRefusedWithItsPlaceAndItsWay()
    {
        var faults = Faults("""[{"kind":"hosts","name":"A","members":["aaa-1"],"includes":["B"]},{"kind":"hosts","name":"B","members":["bbb-1"],"includes":["a"]}]""");

        Assert.Contains(faults, fault => fault is { Place: "groups[0].includes" } && fault.Message.Contains("A → B → A", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Place == "groups[1].includes");
    }

    [Theory]
    [InlineData("{}", "groups")]
    [InlineData("[1]", "groups[0]")]
    [InlineData("""[{"kind":"hosts","name":"A","members":["aaa-1"],"more":1}]""", "groups[0].more")]
    [InlineData("""[{"kind":"users","name":"A","members":["aaa-1"]}]""", "groups[0].kind")]
    [InlineData("""[{"name":"A","members":["aaa-1"]}]""", "groups[0].kind")]
    [InlineData("""[{"kind":"hosts","name":"","members":["aaa-1"]}]""", "groups[0].name")]
    [InlineData("""[{"kind":"hosts","name":"A*","members":["aaa-1"]}]""", "groups[0].name")]
    [InlineData("""[{"kind":"hosts","name":"A","members":["*"]}]""", "groups[0].members")]
    [InlineData("""[{"kind":"hosts","name":"A","members":[7]}]""", "groups[0].members[0]")]
    [InlineData("""[{"kind":"accounts","name":"A","members":["anna"]}]""", "groups[0].members")]
    [InlineData("""[{"kind":"hosts","name":"A","members":["aaa-1"]},{"kind":"hosts","name":"a ","members":["aaa-1"]}]""", "groups[1].name")]
    [InlineData("""[{"kind":"hosts","name":"A","members":["aaa-1"],"includes":["B"]},{"kind":"accounts","name":"B","members":["C\\b"]}]""", "groups[0].includes[0]")]
    public void Parse_OneFault_IsRefusedWithItsPlaceAndNothingIsTaken(string groups, string place)
    {
        var read = Parse(groups);

        Assert.Contains(read.Faults, fault => fault.Place == place);
        Assert.Empty(read.Groups);
        Assert.Empty(read.Entries);
    }

    private static IReadOnlyList<BaselineFault> Faults(string groups) => Parse(groups).Faults;

    private static BaselineFileResult Parse(string groups)
    {
        var root = JsonNode.Parse(BaselineFileWriter.Write([Chain.Use(Chain.Matching)]))!;
        root["groups"] = JsonNode.Parse(groups);
        return BaselineFile.Parse(root.ToJsonString(), Chain.Now);
    }
}
