namespace TriageConsole.Telemetry.Formats.Csv;

/// <summary>How a scan for one row ended.</summary>
internal enum CsvScan
{
    /// <summary>The row is whole.</summary>
    Row,

    /// <summary>The bytes end inside the row.</summary>
    NeedMore,

    /// <summary>It has more cells than any table.</summary>
    TooMany,
}

/// <summary>One cell: where its text stands, and whether quotes in it are doubled.</summary>
internal readonly record struct CsvCell(int Start, int Length, bool Escaped);

/// <summary>
/// Finds the cells of one row (RFC 4180). A quote that neither ends its cell nor is doubled stands for itself, since
/// sigcheck writes quotes of version resources as they are.
/// </summary>
internal sealed class CsvScanner
{
    /// <summary>More columns than any table that is read.</summary>
    internal const int MostCells = 512;

    private readonly List<CsvCell> _cells = new(64);

    /// <summary>The cells of the last scan.</summary>
    internal IReadOnlyList<CsvCell> Cells => _cells;

    /// <summary>Scans the row at the start of the bytes.</summary>
    /// <param name="bytes">From the row on; may hold more after it.</param>
    /// <param name="delimiter">What stands between cells.</param>
    /// <param name="isFinal">Whether nothing follows these bytes.</param>
    /// <param name="consumed">Length of the row with its line end where it is whole.</param>
    internal CsvScan Scan(ReadOnlySpan<byte> bytes, byte delimiter, bool isFinal, out int consumed)
    {
        _cells.Clear();
        consumed = 0;
        var at = 0;
        while (_cells.Count < MostCells)
        {
            if (!Cell(bytes, delimiter, isFinal, ref at))
                return CsvScan.NeedMore;
            if (at < bytes.Length && bytes[at] == delimiter)
            {
                at++;
                continue;
            }

            if (at < bytes.Length && bytes[at] == (byte)'\r')
                at++;
            if (at >= bytes.Length && !isFinal)
                return CsvScan.NeedMore;
            if (at < bytes.Length && bytes[at] == (byte)'\n')
                at++;
            consumed = at;
            return CsvScan.Row;
        }

        return CsvScan.TooMany;
    }

    /// <summary>Reads one cell and stands on what follows it; false where the bytes end first.</summary>
    private bool Cell(ReadOnlySpan<byte> bytes, byte delimiter, bool isFinal, ref int at)
    {
        if (at >= bytes.Length)
        {
            _cells.Add(new(at, 0, false));
            return isFinal;
        }

        if (bytes[at] == (byte)'"')
            return Quoted(bytes, delimiter, isFinal, ref at);
        var end = bytes[at..].IndexOfAny(delimiter, (byte)'\n');
        if (end < 0 && !isFinal)
            return false;
        var length = end < 0 ? bytes.Length - at : end;
        var isLineEnd = at + length >= bytes.Length || bytes[at + length] == (byte)'\n';
        var text = isLineEnd && length > 0 && bytes[at + length - 1] == (byte)'\r' ? length - 1 : length;
        _cells.Add(new(at, text, false));
        at += text;
        return true;
    }

    private bool Quoted(ReadOnlySpan<byte> bytes, byte delimiter, bool isFinal, ref int at)
    {
        var start = at + 1;
        var escaped = false;
        for (var from = start; ;)
        {
            var found = bytes[from..].IndexOf((byte)'"');
            if (found < 0)
                return false;
            var quote = from + found;
            if (quote + 1 >= bytes.Length && !isFinal)
                return false;
            var next = quote + 1 < bytes.Length ? bytes[quote + 1] : (byte)'\n';
            if (next == delimiter || next is (byte)'\n' or (byte)'\r')
            {
                _cells.Add(new(start, quote - start, escaped));
                at = quote + 1;
                return true;
            }

            escaped |= next == (byte)'"';
            from = quote + (next == (byte)'"' ? 2 : 1);
            if (from > bytes.Length)
                return false;
        }
    }
}
