using System.Text.Json;
using Bunit;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class ChartTests : BunitContext
{
    private static readonly StackedBarChart _bars = new()
    {
        Title = "Alerts by level and day",
        Categories = [new("2 Jan", "2026-01-02"), new("3 Jan", "2026-01-03")],
        Series = [ChartSeries.OfLevel(Severity.High, [3, null]), new(Hostile.Markup, "x", "--tc-chart-1", [1, 2])],
    };

    private static readonly HeatMapChart _heat = new()
    {
        Title = "Coverage",
        Columns = [new("Sysmon 1", "s1"), new("Sysmon 7", "s7")],
        Rows = [new(Hostile.Markup, "h1"), new("two", "h2")],
        Cells = [[new(98), new(null, "not evaluable")], [new(0), new(null)]],
    };

    private static readonly ShareChart _share = new()
    {
        Title = "Outcomes",
        Slices = [new(Hostile.Turned, "tp", "--tc-chart-1", 3), new("none", "fp", "--tc-chart-2", 0), new("bad", "bp", "--tc-chart-3", -4)],
    };

    private readonly BunitJSModuleInterop _module;
    private readonly BunitJSModuleInterop _handle;

    public ChartTests()
    {
        _module = JSInterop.SetupModule("./js/chart.js");
        _handle = _module.SetupModule("mount", _ => true);
        _handle.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Mark_FromTheBrowser_IsLookedUpInTheModel()
    {
        var marks = new List<ChartMark>();
        Render<Chart>(given => given.Add(c => c.Model, _heat).Add(c => c.OnMark, mark => marks.Add(mark)));
        var browser = new BrowserCalls(_module.Invocations["mount"].Single().Arguments[2]);
        await browser.Call("OnMark", 0, 3);
        await browser.Call("OnMark", 0, 4);
        await browser.Call("OnMark", 0, -1);
        await browser.Call("OnMark", 7, 0);
        Assert.Equal([new ChartMark("", "s7", "h2")], marks);
    }

    [Fact]
    public void Table_OfThousandsOfCells_IsWrittenOnceItIsOpened()
    {
        var many = Enumerable.Range(0, 300).Select(n => new ChartKey($"host {n}", $"{n}")).ToList();
        var shown = Render<Chart>(given => given.Add(c => c.Model, _heat with { Rows = many, Cells = [.. many.Select(_ => _heat.Cells[0])] }));
        Assert.Empty(shown.FindAll("table"));

        shown.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);

        Assert.Equal(200, shown.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Csv_Pressed_SavesWhatASpreadsheetReadsAsTextAndNumbers()
    {
        var chart = _bars with { Categories = [new("=1+1", "f"), new("a,\"b\"", "q")] };
        var shown = Render<Chart>(given => given.Add(c => c.Model, chart));

        shown.Find("button[aria-label='Save Alerts by level and day as CSV']").Click();

        var saved = _handle.Invocations["saveCsv"].Single().Arguments[0];
        Assert.Equal($"\uFEFFDay,High,{Hostile.Markup}\r\n\"'=1+1\",3,1\r\n\"a,\"\"b\"\"\",no data,2\r\n", saved);
    }

    [Fact]
    public void Option_LyingAndGrouped_SwapsTheAxesAndDoesNotSum()
    {
        using var option = JsonDocument.Parse(JsonSerializer.Serialize((_bars with { IsLying = true, IsGrouped = true }).ToOption(), JsonSerializerOptions.Web));

        Assert.Equal(("value", "category"), (option.RootElement.GetProperty("xAxis").GetProperty("type").GetString(), option.RootElement.GetProperty("yAxis").GetProperty("type").GetString()));
        Assert.True(option.RootElement.GetProperty("yAxis").GetProperty("inverse").GetBoolean());
        Assert.All(option.RootElement.GetProperty("series").EnumerateArray(), series => Assert.Equal(JsonValueKind.Null, series.GetProperty("stack").ValueKind));
    }

    [Fact]
    public void Table_SpokenValues_AreSaidAndLeftOutOfTheNumbers()
    {
        var cell = (_bars with { Spoken = value => $"{value} hours" }).ToTable().Rows[0].Cells[0];

        Assert.Equal(("3 hours", null), (cell.Text, cell.Number));
    }

    [Fact]
    public void Table_CellPressed_IsTheSameMark()
    {
        var marks = new List<ChartMark>();
        var shown = Render<Chart>(given => given.Add(c => c.Model, _bars).Add(c => c.OnMark, mark => marks.Add(mark)));
        shown.FindAll("td button")[1].Click();
        Assert.Equal([_bars.MarkAt(1, 0)!], marks);
        Assert.Contains("no data", shown.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll("img"));
    }

    [Fact]
    public void Table_NoListener_HasNoButtons() =>
        Assert.Empty(Render<Chart>(given => given.Add(c => c.Model, _bars)).FindAll("td button"));

    [Fact]
    public void Render_Empty_SaysSoAndMountsNothing()
    {
        var shown = Render<Chart>(given => given.Add(c => c.Model, _bars with { Categories = [], Series = [] }));
        Assert.Contains("No data in this period.", shown.Markup, StringComparison.Ordinal);
        Assert.Empty(_module.Invocations["mount"]);
        shown.Render(given => given.Add(c => c.Model, _bars));
        Assert.Single(_module.Invocations["mount"]);
    }

    [Fact]
    public void HeatMap_NotEvaluable_IsNeverZero()
    {
        var table = _heat.ToTable();
        Assert.Equal(["98 %", "not evaluable"], table.Rows[0].Cells.Select(cell => cell.Text));
        Assert.Equal(["0 %", "no data"], table.Rows[1].Cells.Select(cell => cell.Text));
        var data = _heat.ToOption().Series[0].Data;
        Assert.Equal("--tc-heat-4", data[0].ItemStyle!.Color);
        Assert.Equal("--tc-surface-2", data[1].ItemStyle!.Color);
        Assert.Equal("not evaluable", data[1].Label!.Text);
        Assert.Equal("--tc-heat-0", data[2].ItemStyle!.Color);
    }

    [Fact]
    public void HeatMap_ManyRows_ScrollsInsteadOfGrowing()
    {
        var rows = Enumerable.Range(0, 2_000).Select(at => new ChartKey($"host{at}", $"{at}")).ToList();
        var tall = _heat with { Rows = rows, Cells = [.. rows.Select(_ => (IReadOnlyList<HeatCell>)[new HeatCell(1), new HeatCell(2)])] };
        Assert.InRange(tall.Height, 100, 1_000);
        Assert.NotNull(tall.ToOption().DataZoom);
        Assert.Null(_heat.ToOption().DataZoom);
    }

    [Fact]
    public void Share_NothingAndNegative_HaveNoLabelAndNoShare()
    {
        Assert.Equal(["100 %", "0 %", "0 %"], _share.ToTable().Rows.Select(row => row.Cells[1].Text));
        Assert.Equal([true, false, false], _share.ToOption().Series[0].Data.Select(datum => datum.Label!.Show));
        Assert.True((_share with { Slices = [new("a", "a", "--tc-chart-1", 0)] }).IsEmpty);
    }

    [Fact]
    public void Option_Json_HoldsNoMarkupAndNoHiddenCharacters()
    {
        foreach (var model in (ChartModel[])[_bars, _heat, _share, new TrendChart { Title = "t", Categories = _bars.Categories, Series = _bars.Series }])
        {
            var json = JsonSerializer.Serialize(model.ToOption(), JsonSerializerOptions.Web);
            Assert.DoesNotContain("function", json, StringComparison.Ordinal);
            Assert.DoesNotContain("\\u202E", json, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("\"series\"", json, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Trend_GapInValues_StaysGap()
    {
        var option = new TrendChart { Title = "t", Categories = _bars.Categories, Series = _bars.Series }.ToOption();
        Assert.Null(option.Series[0].Data[1].Value);
        Assert.False(option.Series[0].ConnectNulls);
    }

    [Fact]
    public void HeatMap_CellsWithoutANumber_AreFramedOnTopAndTakeNoClick()
    {
        var option = _heat.ToOption();

        Assert.Equal(2, option.Series.Count);
        Assert.True(option.Series[1].Silent);
        Assert.Equal([new[] { 1.0, 0, 0 }, new[] { 1.0, 1, 0 }], option.Series[1].Data.Select(datum => (double[])datum.Value!));
        Assert.Null(_heat.MarkAt(1, 0));
    }

    [Fact]
    public void Bars_SpokenSideBySide_SayTheirValues()
    {
        var spoken = _bars with { IsGrouped = true, IsLying = true, Unit = " h", Spoken = hours => $"{hours * 60} min" };

        Assert.Equal(["180 min", null], spoken.ToOption().Series[0].Data.Select(datum => datum.Label?.Text));
        Assert.Equal(" h", spoken.ToOption().XAxis!.AxisLabel!.Unit);
        Assert.All((spoken with { IsGrouped = false }).ToOption().Series, series => Assert.All(series.Data, datum => Assert.Null(datum.Label)));
        Assert.Null(_bars.ToOption().YAxis!.AxisLabel);
    }
}
