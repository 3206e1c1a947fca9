using System.Globalization;

namespace TriageConsole.Web.Components.Controls;

/// <summary>One cell of a heat map.</summary>
/// <param name="Value">0–100; null where there is no number to give.</param>
/// <param name="State">The word instead of a number (<c>not evaluable</c>, <c>silent</c>), or beside it.</param>
/// <param name="Label">What is said instead of the share, where the number is only for the colour.</param>
public sealed record HeatCell(double? Value, string? State = null, string? Label = null);

/// <summary>Rows × columns, each cell a share or an honest word.</summary>
public sealed record HeatMapChart : ChartModel
{
    private const int RowsInView = 30;

    public required IReadOnlyList<ChartKey> Columns { get; init; }

    public required IReadOnlyList<ChartKey> Rows { get; init; }

    /// <summary>By row, then column; as many as there are of both.</summary>
    public required IReadOnlyList<IReadOnlyList<HeatCell>> Cells { get; init; }

    /// <summary>What the rows are.</summary>
    public string RowTitle { get; init; } = "Host";

    public override bool IsEmpty => Rows.Count == 0 || Columns.Count == 0;

    public override int Height => 112 + (26 * Math.Clamp(Rows.Count, 1, RowsInView));

    public override ChartTable ToTable() => new(
        [RowTitle, .. Columns.Select(column => column.Name)],
        [.. Rows.Select((row, y) => new ChartTableRow(row.Name, [.. Columns.Select((_, x) => new ChartTableCell(Words(Cells[y][x]), Mark(x, y)))]))]);

    public override ChartMark? MarkAt(int series, int index) =>
        series == 0 && index >= 0 && index < Rows.Count * Columns.Count ? Mark(index % Columns.Count, index / Columns.Count) : null;

    internal override ChartOption ToOption() => new()
    {
        Grid = new ChartGrid(Top: 12, Right: Rows.Count > RowsInView ? 44 : 8),
        XAxis = new ChartAxis("category", Names(Columns), Position: "top", AxisLabel: new ChartAxisLabel(Overflow: "break", Interval: 0)),
        YAxis = new ChartAxis("category", Names(Rows), Inverse: true, AxisLabel: new ChartAxisLabel(170)),
        VisualMap = new ChartVisualMap(0, 100, new ChartInRange(["--tc-heat-0", "--tc-heat-4"])),
        DataZoom = Rows.Count > RowsInView ? [new ChartZoom("slider", 0, 0, RowsInView - 1), new ChartZoom("inside", 0, 0, RowsInView - 1)] : null,
        Series =
        [
            new ChartOptionSeries { Type = "heatmap", ItemStyle = new ChartItemStyle(BorderColor: "--tc-surface-2", BorderWidth: 2), Label = new ChartLabel(true), Data = [.. Data()] },
            new ChartOptionSeries { Type = "heatmap", Silent = true, Z = 3, Data = [.. Frames()] },
        ],
    };

    // A cell's border is drawn over its neighbour's: the dashed ones lie on top of all, or they would be cut.
    private IEnumerable<ChartDatum> Frames() =>
        from y in Enumerable.Range(0, Rows.Count)
        from x in Enumerable.Range(0, Columns.Count)
        where Cells[y][x].Value is null
        select new ChartDatum(new double[] { x, y, 0 }, string.Empty, ItemStyle: new ChartItemStyle("transparent", "--tc-border-strong", 1, "dashed"));

    private IEnumerable<ChartDatum> Data()
    {
        for (var y = 0; y < Rows.Count; y++)
        {
            for (var x = 0; x < Columns.Count; x++)
            {
                var cell = Cells[y][x];
                var tip = $"{HostileText.Visible(Rows[y].Name)}, {HostileText.Visible(Columns[x].Name)}: {Words(cell)}";
                // A cell without a number is drawn as nothing at all but its word: never as a pale zero.
                yield return cell.Value is { } value
                    ? new ChartDatum(new double[] { x, y, value }, tip, ItemStyle: new ChartItemStyle($"--tc-heat-{Step(value)}", "--tc-surface-2", 2), Label: new ChartLabel(true, Words(cell), Step(value) >= 3 ? "--tc-heat-text" : "--tc-text"))
                    : new ChartDatum(new double[] { x, y, 0 }, tip, ItemStyle: new ChartItemStyle("--tc-surface-2", "--tc-surface-2", 1), Label: new ChartLabel(true, cell.State ?? "–", "--tc-text-muted"));
            }
        }
    }

    // Steps, not a ramp: on each step the number is readable, which in the middle of a ramp it would not be.
    private static int Step(double value) => value switch { < 20 => 0, < 45 => 1, < 70 => 2, < 95 => 3, _ => 4 };

    private ChartMark Mark(int x, int y) => new(string.Empty, Columns[x].Key, Rows[y].Key);

    private static IReadOnlyList<string> Names(IEnumerable<ChartKey> keys) => [.. keys.Select(key => HostileText.Visible(key.Name))];

    private static string Words(HeatCell cell) => cell.Label ?? (cell.Value, cell.State) switch
    {
        ({ } value, null) => Share(value),
        ({ } value, { } state) => $"{Share(value)} {state}",
        (null, { } state) => state,
        _ => "no data",
    };

    private static string Share(double value) => $"{Math.Clamp(value, 0, 100).ToString("0", CultureInfo.CurrentCulture)} %";
}
