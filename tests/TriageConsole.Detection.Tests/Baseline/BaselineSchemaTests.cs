using System.Text.Json.Nodes;
using NJsonSchema;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Testing;

namespace TriageConsole.Detection.Tests.Baseline;

/// <summary>The schema that others write baselines by says what the reader says.</summary>
public sealed class BaselineSchemaTests
{
    private static readonly string _schema = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "api", "baseline.schema.json"));

    private static readonly BaselineEntry _full = new()
    {
        Use = Chain.Use([.. Chain.Matching.Take(11), new(UseField.PayloadLocation, "other[a-z]+", IsRegex: true)]) with { Ticket = "T-1" },
        Acknowledgement = "It is right.",
        ReviewUtc = Chain.Now.AddDays(9),
        Approvals = [new(UseAction.Proposed, "ana", Chain.Now), new(UseAction.Approved, "ada", Chain.Now, "Seen.", IsSelf: true)],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schema_WhatIsWritten_IsValid()
    {
        var schema = await JsonSchema.FromJsonAsync(_schema, Cancel);
        var text = BaselineFileWriter.Write([_full, .. Enum.GetValues<ApprovedUseState>().Select(state => new BaselineEntry { Use = Chain.Use(Chain.Matching) with { Id = Guid.NewGuid(), State = state } })]);
        Assert.Empty(schema.Validate(text));
        Assert.Empty(BaselineFile.Parse(text, Chain.Now).Faults);
    }

    [Fact]
    public async Task Schema_DemoBaseline_IsValid()
    {
        var schema = await JsonSchema.FromJsonAsync(_schema, Cancel);
        Assert.Empty(schema.Validate(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "seed-data", "baseline", "demo.json"), Cancel)));
    }

    // Each is refused by both: a schema that lets through what the console refuses helps nobody.
    [Theory]
    [InlineData("version", "2")]
    [InlineData("approved_uses", "{}")]
    [InlineData("more", "1")]
    [InlineData("approved_uses.0.id", "\"x\"")]
    [InlineData("approved_uses.0.title", "\"\"")]
    [InlineData("approved_uses.0.owner", null)]
    [InlineData("approved_uses.0.state", "\"on\"")]
    [InlineData("approved_uses.0.expires_utc", "\"soon\"")]
    [InlineData("approved_uses.0.more", "1")]
    [InlineData("approved_uses.0.conditions", "[]")]
    [InlineData("approved_uses.0.conditions.0.field", "\"Hosts\"")]
    [InlineData("approved_uses.0.conditions.0.pattern", "\"\"")]
    [InlineData("approved_uses.0.conditions.0.is_regex", "1")]
    [InlineData("approved_uses.0.conditions.0.more", "1")]
    [InlineData("approved_uses.0.approvals.0.action", "\"waved through\"")]
    [InlineData("approved_uses.0.approvals.0.by", null)]
    [InlineData("approved_uses.0.approvals.0.more", "1")]
    public async Task Schema_OneFault_IsInvalidAndRefused(string path, string? value)
    {
        var root = JsonNode.Parse(BaselineFileWriter.Write([_full]))!;
        var keys = path.Split('.');
        var node = keys[..^1].Aggregate(root, (at, key) => int.TryParse(key, out var index) ? at[index]! : at[key]!).AsObject();
        if (value is null)
            Assert.True(node.Remove(keys[^1]));
        else
            node[keys[^1]] = JsonNode.Parse(value);
        var schema = await JsonSchema.FromJsonAsync(_schema, Cancel);
        Assert.NotEmpty(schema.Validate(root.ToJsonString()));
        Assert.NotEmpty(BaselineFile.Parse(root.ToJsonString(), Chain.Now).Faults);
    }

    [Fact]
    public void Schema_Fields_AreThoseOfTheProgram()
    {
        var fields = JsonNode.Parse(_schema)!["definitions"]!["condition"]!["properties"]!["field"]!["enum"]!.AsArray().Select(node => node!.GetValue<string>());
        Assert.Equal(Enum.GetNames<UseField>(), fields);
    }
}
