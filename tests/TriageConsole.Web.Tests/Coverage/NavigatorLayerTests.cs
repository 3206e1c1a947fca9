using System.Net;
using System.Text.Json;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Coverage.Grade.Navigator;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class NavigatorLayerTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Of_Grades_IsALayerOfTheFormat()
    {
        var json = Json();

        Assert.Empty(LayerFormat.Faults(json));
        using var layer = JsonDocument.Parse(json);
        Assert.Equal(("19", "4.9.0", "4.5"), (Version(layer, "attack"), Version(layer, "navigator"), Version(layer, "layer")));
        Assert.Equal("Windows", layer.RootElement.GetProperty("filters").GetProperty("platforms")[0].GetString());
        Assert.Equal(4, layer.RootElement.GetProperty("legendItems").GetArrayLength());
        var techniques = layer.RootElement.GetProperty("techniques");
        Assert.Equal(["T1216", "T1216.001", "T1218"], techniques.EnumerateArray().Select(t => t.GetProperty("techniqueID").GetString()));
        Assert.Equal(100, techniques[0].GetProperty("score").GetInt32());
        Assert.True(techniques[0].GetProperty("showSubtechniques").GetBoolean());
        Assert.Contains("Self-test 100 %: 3 of 3 attacks raised.", techniques[0].GetProperty("comment").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NotEvaluable_HasNoScoreAndSaysWhy()
    {
        using var layer = JsonDocument.Parse(Json());
        var technique = layer.RootElement.GetProperty("techniques")[1];

        Assert.False(technique.TryGetProperty("score", out _));
        Assert.False(technique.TryGetProperty("showSubtechniques", out _));
        Assert.StartsWith("not evaluable\n", technique.GetProperty("comment").GetString(), StringComparison.Ordinal);
        var legend = layer.RootElement.GetProperty("legendItems").EnumerateArray().Single(item => item.GetProperty("label").GetString() == "not evaluable");
        Assert.Equal(legend.GetProperty("color").GetString(), technique.GetProperty("color").GetString());
    }

    [Theory]
    [InlineData("\"layer\": \"4.5\"", "\"layer\": \"4.4\"", "layer.versions.layer")]
    [InlineData("\"navigator\": \"4.9.0\"", "\"navigator\": \"4.8.2\"", "layer.versions.navigator")]
    [InlineData("\"T1216\"", "\"T12\"", "layer.techniques[0].techniqueID")]
    [InlineData("\"score\": 100", "\"score\": \"100\"", "layer.techniques[0].score")]
    [InlineData("\"enterprise-attack\"", "\"mitre-enterprise\"", "layer.domain")]
    [InlineData("\"hideDisabled\"", "\"hidesDisabled\"", "layer.hidesDisabled")]
    [InlineData("\"showID\"", "\"showId\"", "layer.layout.showId")]
    [InlineData("\"maxValue\": 100", "\"maxValue\": -1", "layer.gradient")]
    public void Faults_PlantedFault_IsFound(string there, string instead, string place)
    {
        var json = Json();
        Assert.Contains(there, json, StringComparison.Ordinal);

        Assert.StartsWith(place, LayerFormat.Faults(json.Replace(there, instead, StringComparison.Ordinal))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Redirect)]
    [InlineData(Roles.Analyst, HttpStatusCode.OK)]
    [InlineData(Roles.Manager, HttpStatusCode.OK)]
    [InlineData(Roles.Admin, HttpStatusCode.OK)]
    public async Task Download_ByRole_IsALayerForMembersOnly(string? role, HttpStatusCode expected)
    {
        using var client = await console.ClientForAsync(role);

        using var answer = await client.GetAsync(AppRoutes.CoverageNavigator, Cancel);

        Assert.Equal(expected, answer.StatusCode);
        if (expected != HttpStatusCode.OK)
            return;
        Assert.Equal(("application/json", "attachment"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var json = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Empty(LayerFormat.Faults(json));
        using var layer = JsonDocument.Parse(json);
        var ids = layer.RootElement.GetProperty("techniques").EnumerateArray().Select(t => t.GetProperty("techniqueID").GetString()).ToList();
        Assert.Equal("T1216", ids[0]);
        Assert.All(["T1216.001", "T1216.002", "T1218", "T1218.004", "T1218.011", "T1127.001", "T1220", "T1202", "T1059.005", "T1059.007"], id => Assert.Contains(id, ids));

        // Nothing was imported: nothing is claimed.
        Assert.All(layer.RootElement.GetProperty("techniques").EnumerateArray(), technique => Assert.False(technique.TryGetProperty("score", out _)));
    }

    [Fact]
    public async Task Download_AddressThatMakesNoSense_IsRefused()
    {
        using var client = await console.ClientForAsync(Roles.Manager);

        using var answer = await client.GetAsync(AppRoutes.CoverageNavigator + "?days=8", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static string? Version(JsonDocument layer, string name) => layer.RootElement.GetProperty("versions").GetProperty(name).GetString();

    private static string Json() => LayerWriter.Of(
        new()
        {
            AttackVersion = "19.0",
            Lines =
            [
                Line("T1216", new() { Hosts = (2, 0, 0), Attacks = (3, 0, 0), Signals = (1, 1) }),
                Line("T1216.001", new() { Hosts = (0, 0, 2), Attacks = (3, 0, 0), Signals = (1, 1) }),
                Line("T1218", new() { Hosts = (0, 2, 0), Attacks = (1, 0, 3), Signals = (1, 1) }),
            ],
        },
        Spans.Scope(CoverageFilter.Default with { Group = "A \"group\" & <more>" }), Spans.Now).ToJson();

    private static TechniqueLine Line(string id, TechniqueEvidence evidence) => new() { Id = id, Name = id, Tactics = ["Stealth"], Grade = TechniqueGrade.Of(evidence) };
}
