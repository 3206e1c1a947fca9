using System.Text.Json.Serialization;

namespace TriageConsole.Web.Components.Controls;

// The parts of the chart library's option that the console uses. Colours are names of tokens (--tc-…): the module
// looks them up, so that a chart follows the theme. Names are the library's own in camel case.

internal sealed record ChartOption
{
    public ChartGrid? Grid { get; init; }

    [JsonPropertyName("xAxis")]
    public ChartAxis? XAxis { get; init; }

    [JsonPropertyName("yAxis")]
    public ChartAxis? YAxis { get; init; }

    public ChartLegend? Legend { get; init; }

    public ChartVisualMap? VisualMap { get; init; }

    public IReadOnlyList<ChartZoom>? DataZoom { get; init; }

    public required IReadOnlyList<ChartOptionSeries> Series { get; init; }
}

internal sealed record ChartGrid(int Left = 8, int Right = 16, int Top = 36, int Bottom = 8, bool ContainLabel = true);

internal sealed record ChartLegend(int Top = 0, int Left = 0, string Type = "scroll", string Orient = "horizontal", int? Width = null);

internal sealed record ChartAxis(string Type, IReadOnlyList<string>? Data = null, bool Inverse = false, string? Position = null, ChartAxisLabel? AxisLabel = null, int? MinInterval = null, double? Max = null);

/// <param name="Unit">Ends of the numbers on an axis of values, for example <c> %</c>.</param>
internal sealed record ChartAxisLabel(int? Width = null, string Overflow = "truncate", int Rotate = 0, int? Interval = null, string? Unit = null);

internal sealed record ChartVisualMap(double Min, double Max, ChartInRange InRange, bool Show = false, int Dimension = 2);

internal sealed record ChartInRange(IReadOnlyList<string> Color);

internal sealed record ChartZoom(string Type, int YAxisIndex, int StartValue, int EndValue, bool ZoomLock = true);

internal sealed record ChartOptionSeries
{
    public required string Type { get; init; }

    public string? Name { get; init; }

    public string? Stack { get; init; }

    public ChartItemStyle? ItemStyle { get; init; }

    public ChartLabel? Label { get; init; }

    public IReadOnlyList<string>? Radius { get; init; }

    public IReadOnlyList<string>? Center { get; init; }

    public int? BarMaxWidth { get; init; }

    /// <summary>What is there at all is seen.</summary>
    public int? BarMinHeight { get; init; }

    public bool? ConnectNulls { get; init; }

    public string? Symbol { get; init; }

    /// <summary>Drawn only: a pointer meets what lies under it.</summary>
    public bool? Silent { get; init; }

    /// <summary>What is drawn later lies on top.</summary>
    public int? Z { get; init; }

    public required IReadOnlyList<ChartDatum> Data { get; init; }
}

/// <param name="Value">A number, or a heat map's column, row and number.</param>
/// <param name="Tip">What the pointer is told, one line.</param>
/// <param name="Name">A slice's name.</param>
internal sealed record ChartDatum(object? Value, string Tip, string? Name = null, ChartItemStyle? ItemStyle = null, ChartLabel? Label = null);

internal sealed record ChartItemStyle(string? Color = null, string? BorderColor = null, double? BorderWidth = null, string? BorderType = null);

internal sealed record ChartLabel(bool Show, string? Text = null, string? Color = null, string? Position = null);
