using System.Globalization;
using System.Text;
using TriageConsole.Web.Features.Exports;

namespace TriageConsole.Web.Components.Controls;

/// <summary>A name on an axis with what it stands for.</summary>
/// <param name="Name">What is shown; hostile text is fine.</param>
/// <param name="Key">What a click hands to the page, to drill down.</param>
public sealed record ChartKey(string Name, string Key);

/// <summary>The mark that a person chose: a bar's part, a cell, a slice, a point.</summary>
/// <param name="Series">Key of the series; empty where the chart has one.</param>
/// <param name="Category">Key of the category, the column or the slice.</param>
/// <param name="Row">Key of a heat map's row; empty elsewhere.</param>
public sealed record ChartMark(string Series, string Category, string Row);

/// <summary>What a chart says, as a table.</summary>
/// <param name="Headers">Heads of the columns; the first names the rows.</param>
/// <param name="Rows">Rows in order.</param>
public sealed record ChartTable(IReadOnlyList<string> Headers, IReadOnlyList<ChartTableRow> Rows)
{
    /// <summary>The table as a file for spreadsheets, with a mark that says it is UTF-8.</summary>
    public string ToCsv()
    {
        var output = new StringBuilder("\uFEFF");
        CsvLine.Append(output, [.. Headers]);
        foreach (var row in Rows)
            CsvLine.Append(output, [row.Name, .. row.Cells.Select(cell => cell.Number?.ToString(CultureInfo.InvariantCulture) ?? cell.Text)]);
        return output.ToString();
    }
}

/// <param name="Name">The row's head.</param>
/// <param name="Cells">Its cells.</param>
public sealed record ChartTableRow(string Name, IReadOnlyList<ChartTableCell> Cells);

/// <param name="Text">What stands in it.</param>
/// <param name="Mark">The mark in the chart that it is; null where it has none.</param>
/// <param name="Number">The number that the text says; null where the text says more or none.</param>
public sealed record ChartTableCell(string Text, ChartMark? Mark, double? Number = null);

/// <summary>A chart's data, from which both the picture and the table are made, so that they never disagree.</summary>
public abstract record ChartModel
{
    /// <summary>What the chart shows; its name for people and screen readers.</summary>
    public required string Title { get; init; }

    /// <summary>Nothing to draw.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Height in CSS pixels.</summary>
    public virtual int Height => 260;

    /// <summary>The same data as a table.</summary>
    public abstract ChartTable ToTable();

    /// <summary>The mark at a place of the option; null where there is none, whatever a browser asks.</summary>
    public abstract ChartMark? MarkAt(int series, int index);

    /// <summary>The option for the chart library. No functions, no markup: values and text.</summary>
    internal abstract ChartOption ToOption();
}
