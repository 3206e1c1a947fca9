using System.Globalization;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Components.Controls;

/// <summary>One series over the categories of a chart.</summary>
/// <param name="Name">What is shown.</param>
/// <param name="Key">What a click hands to the page.</param>
/// <param name="ColorToken">Token of its colour, without <c>var()</c>: <c>--tc-level-high</c>.</param>
/// <param name="Values">One a category; null where there is nothing to say, which is not zero.</param>
public sealed record ChartSeries(string Name, string Key, string ColorToken, IReadOnlyList<double?> Values)
{
    /// <summary>A series of a level, in its colour.</summary>
    public static ChartSeries OfLevel(Severity level, IReadOnlyList<double?> values) =>
        new(LevelWords.Of(level), level.ToString(), $"--tc-level-{LevelWords.Token(level)}-fill", values);
}

/// <summary>Series over categories: bars on top of each other, or lines.</summary>
public abstract record SeriesChart : ChartModel
{
    public required IReadOnlyList<ChartKey> Categories { get; init; }

    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>What the categories are.</summary>
    public string CategoryTitle { get; init; } = "Day";

    /// <summary>Ends of values as shown, for example <c> %</c>.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>A value in words, where a number with its unit does not say it; null for those.</summary>
    public Func<double, string>? Spoken { get; init; }

    public override bool IsEmpty => Categories.Count == 0 || Series.All(series => series.Values.All(value => value is null));

    public override ChartTable ToTable() => new(
        [CategoryTitle, .. Series.Select(series => series.Name)],
        [.. Categories.Select((category, x) => new ChartTableRow(category.Name,
            [.. Series.Select(series => new ChartTableCell(Words(series, x), Value(series, x) is null ? null : new ChartMark(series.Key, category.Key, string.Empty), Spoken is null ? Value(series, x) : null))]))]);

    public override ChartMark? MarkAt(int series, int index) =>
        series >= 0 && series < Series.Count && index >= 0 && index < Categories.Count
            ? new ChartMark(Series[series].Key, Categories[index].Key, string.Empty)
            : null;

    private protected IReadOnlyList<string> CategoryNames() => [.. Categories.Select(category => HostileText.Visible(category.Name))];

    private protected IReadOnlyList<ChartDatum> Data(ChartSeries series) => [.. Categories.Select((category, x) => new ChartDatum(
        Value(series, x), $"{HostileText.Visible(category.Name)}, {HostileText.Visible(series.Name)}: {Words(series, x)}"))];

    // The axis has one unit; words may use a fitting one instead.
    private protected ChartAxisLabel? Numbers => Unit.Length == 0 ? null : new ChartAxisLabel(Unit: Unit);

    private protected IEnumerable<string?> ValueWords(ChartSeries series) => Categories.Select((_, x) => Value(series, x) is null ? null : Words(series, x));

    private static double? Value(ChartSeries series, int x) => x < series.Values.Count ? series.Values[x] : null;

    private string Words(ChartSeries series, int x) => Value(series, x) is { } value
        ? Spoken?.Invoke(value) ?? value.ToString("#,0.##", CultureInfo.CurrentCulture) + Unit
        : "no data";
}

/// <summary>Bars: the series on top of each other (alerts by level and day), or side by side.</summary>
public sealed record StackedBarChart : SeriesChart
{
    /// <summary>Side by side: for values that have no sum.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>Bars from left to right, the first on top: for categories with long names.</summary>
    public bool IsLying { get; init; }

    public override int Height => IsLying ? 56 + (24 * Math.Clamp(Categories.Count * (IsGrouped ? Series.Count : 1), 2, 40)) : base.Height;

    internal override ChartOption ToOption() => new()
    {
        Grid = new ChartGrid(Right: SaysValues ? 64 : 16),
        Legend = new ChartLegend(),
        XAxis = IsLying ? Values() : Names(),
        YAxis = IsLying ? Names() : Values(),
        Series = [.. Series.Select(series => new ChartOptionSeries
        {
            Type = "bar",
            Name = HostileText.Visible(series.Name),
            Stack = IsGrouped ? null : "all",
            BarMaxWidth = IsLying ? 18 : 44,
            BarMinHeight = SaysValues ? 3 : null,
            ItemStyle = IsGrouped ? new ChartItemStyle(series.ColorToken) : new ChartItemStyle(series.ColorToken, "--tc-surface-2", 1),
            Data = SaysValues ? [.. Data(series).Zip(ValueWords(series), (datum, words) => words is null ? datum : datum with { Label = new ChartLabel(true, words, Position: "right") })] : Data(series),
        })],
    };

    // Minutes beside a limit of days are no longer than a line: what they are stands at their end.
    private bool SaysValues => IsGrouped && IsLying && Spoken is not null;

    private ChartAxis Names() => IsLying
        ? new ChartAxis("category", CategoryNames(), Inverse: true, AxisLabel: new ChartAxisLabel(190))
        : new ChartAxis("category", CategoryNames());

    private ChartAxis Values() => new("value", MinInterval: Spoken is null ? 1 : null, AxisLabel: Numbers);
}

/// <summary>Lines over time. A gap is a gap.</summary>
public sealed record TrendChart : SeriesChart
{
    /// <summary>Top of the axis; null lets the values decide.</summary>
    public double? Max { get; init; }

    internal override ChartOption ToOption() => new()
    {
        Grid = new ChartGrid(),
        Legend = new ChartLegend(),
        XAxis = new ChartAxis("category", CategoryNames()),
        YAxis = new ChartAxis("value", Max: Max, AxisLabel: Numbers),
        Series = [.. Series.Select((series, at) => new ChartOptionSeries
        {
            Type = "line",
            Name = HostileText.Visible(series.Name),
            ConnectNulls = false,
            Symbol = _symbols[at % _symbols.Length],
            ItemStyle = new ChartItemStyle(series.ColorToken),
            Data = Data(series),
        })],
    };

    private static readonly string[] _symbols = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];
}
