using System.Globalization;

namespace TriageConsole.Web.Components.Controls;

/// <param name="Name">What is shown.</param>
/// <param name="Key">What a click hands to the page.</param>
/// <param name="ColorToken">Token of its colour.</param>
/// <param name="Value">Its size; negative counts as none.</param>
public sealed record ChartSlice(string Name, string Key, string ColorToken, double Value);

/// <summary>Parts of a whole: the outcome mix. A ring, each part with its name and share beside it.</summary>
public sealed record ShareChart : ChartModel
{
    public required IReadOnlyList<ChartSlice> Slices { get; init; }

    /// <summary>What the parts are.</summary>
    public string SliceTitle { get; init; } = "Outcome";

    public override bool IsEmpty => Total() <= 0;

    public override ChartTable ToTable() => new(
        [SliceTitle, "Count", "Share"],
        [.. Slices.Select(slice => new ChartTableRow(slice.Name, [
            new ChartTableCell(Count(slice), new ChartMark(string.Empty, slice.Key, string.Empty), Math.Max(slice.Value, 0)),
            new ChartTableCell(Share(slice), null)]))]);

    public override ChartMark? MarkAt(int series, int index) =>
        series == 0 && index >= 0 && index < Slices.Count ? new ChartMark(string.Empty, Slices[index].Key, string.Empty) : null;

    internal override ChartOption ToOption() => new()
    {
        Series = [new ChartOptionSeries
        {
            Type = "pie",
            Radius = ["46%", "70%"],
            Center = ["50%", "50%"],
            ItemStyle = new ChartItemStyle(BorderColor: "--tc-surface-2", BorderWidth: 2),
            Data = [.. Slices.Select(slice => new ChartDatum(
                Math.Max(slice.Value, 0),
                $"{HostileText.Visible(slice.Name)}: {Count(slice)} ({Share(slice)})",
                HostileText.Visible(slice.Name),
                new ChartItemStyle(slice.ColorToken, "--tc-surface-2", 2),
                // A part of nothing is in the table; in the ring its label would only lie over others.
                slice.Value > 0 ? new ChartLabel(true, $"{HostileText.Visible(slice.Name)}  {Count(slice)}") : new ChartLabel(false)))],
        }],
    };

    private double Total() => Slices.Sum(slice => Math.Max(slice.Value, 0));

    private string Share(ChartSlice slice) => Total() > 0
        ? (Math.Max(slice.Value, 0) / Total()).ToString("0.# %", CultureInfo.CurrentCulture)
        : "–";

    private static string Count(ChartSlice slice) => Math.Max(slice.Value, 0).ToString("#,0.##", CultureInfo.CurrentCulture);
}
