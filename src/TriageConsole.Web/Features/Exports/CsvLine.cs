using System.Text;

namespace TriageConsole.Web.Features.Exports;

/// <summary>
/// Writes lines of RFC 4180 that are safe to open in a spreadsheet: telemetry is hostile, and a cell that starts like a
/// formula would be run as one. Such a cell gets an apostrophe before it.
/// </summary>
internal static class CsvLine
{
    public static void Append(StringBuilder output, params ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                output.Append(',');
            Cell(output, cells[i]);
        }

        output.Append("\r\n");
    }

    private static void Cell(StringBuilder output, string? cell)
    {
        if (string.IsNullOrEmpty(cell))
            return;

        // A blank before it does not keep a spreadsheet from seeing a formula.
        var first = cell.AsSpan().TrimStart();
        var isFormula = first.Length > 0 && (first[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' || cell[0] is '\t' or '\r' or '\n');
        if (!isFormula && !cell.AsSpan().ContainsAny("\",\r\n"))
        {
            output.Append(cell);
            return;
        }

        output.Append('"').Append(isFormula ? "'" : string.Empty).Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
