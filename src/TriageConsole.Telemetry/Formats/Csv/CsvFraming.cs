namespace TriageConsole.Telemetry.Formats.Csv;

/// <summary>What the next step through a table met.</summary>
internal enum CsvStep
{
    /// <summary>Nothing more.</summary>
    End,

    /// <summary>A row; its cells stand in the scanner until the next step.</summary>
    Row,

    /// <summary>A fault; the next step goes on behind it.</summary>
    Fault,
}

/// <summary>
/// Finds rows one after another. A row that can't be read costs its first line, so that a quote that is never closed does
/// not take the rest of the file with it.
/// </summary>
internal sealed class CsvFraming(ByteWindow window, CsvTable table, ReadLimits limits)
{
    /// <summary>How often the limit of a record may be read in vain: every line of a hostile file could open a quote.</summary>
    internal const int MostVainRecords = 32;

    private int _consumed;
    private long _vain;
    private bool _givenUp;

    /// <summary>The cells of the last row.</summary>
    public CsvScanner Scanner { get; } = new();

    /// <summary>The bytes of the last row.</summary>
    public ReadOnlySpan<byte> Row => window.Bytes[.._consumed];

    /// <summary>The fault of the last step.</summary>
    public ReadDiagnostic? Fault { get; private set; }

    /// <summary>Moves on. <paramref name="index"/> is the position that the next row will have, for messages.</summary>
    public CsvStep Next(long index)
    {
        window.Advance(_consumed);
        _consumed = 0;
        Fault = null;
        if (_givenUp)
            return CsvStep.End;
        while (SkipBlanks())
        {
            var step = ReadRow(index);
            if (step != CsvStep.Row || !table.IsHeader(Row, Scanner))
                return step;
            window.Advance(_consumed);
            _consumed = 0;
        }

        return CsvStep.End;
    }

    private CsvStep ReadRow(long index)
    {
        var atEnd = false;
        while (true)
        {
            var scan = Scanner.Scan(window.Bytes, table.Delimiter, atEnd, out var consumed);
            switch (scan)
            {
                case CsvScan.Row when consumed > limits.MaxRecordBytes:
                    return TooLong(index);
                case CsvScan.Row when Scanner.Cells.Count == table.Width || HasEmptyTail(consumed):
                    _consumed = consumed;
                    return CsvStep.Row;
                case CsvScan.Row or CsvScan.TooMany:
                    return Drop(consumed, "CSV001", $"Row {index} has {Scanner.Cells.Count} cells where the header has {table.Width}, and was skipped.");
                default:
                    if (!atEnd && window.Fill())
                        break;
                    if (window.IsFull)
                        return TooLong(index);
                    if (atEnd)
                        return Drop(window.Bytes.Length, "CSV003", $"The file ends inside a quoted text of row {index}.");
                    atEnd = true;
                    break;
            }
        }
    }

    private CsvStep TooLong(long index) =>
        Drop(window.Bytes.Length, "CSV002", $"Row {index} is longer than {limits.MaxRecordBytes} bytes, or a quote in it is never closed; its first line was skipped.");

    // Some writers end every row with a delimiter. Over several lines it is rather a quote that swallowed the next row, whose
    // cells would then be taken for other columns.
    private bool HasEmptyTail(int consumed) =>
        Scanner.Cells.Count == table.Width + 1 && Scanner.Cells[^1].Length == 0 && window.Bytes[..consumed].TrimEnd("\r\n"u8).IndexOf((byte)'\n') < 0;

    private CsvStep Drop(int scanned, string code, string message)
    {
        var offset = window.Offset;
        window.SkipLine();
        _vain += Math.Max(0, scanned - (window.Offset - offset));
        Fault = new ReadDiagnostic(code, DiagnosticSeverity.Warning, offset, message);
        if (_vain > (long)MostVainRecords * limits.MaxRecordBytes)
        {
            _givenUp = true;
            Fault = new("CSV006", DiagnosticSeverity.Error, offset, "Too many quotes are opened and never closed; reading ended here.");
        }

        return CsvStep.Fault;
    }

    /// <summary>Passes blank lines, and the NULs that fill preallocated files; false at the end of the file.</summary>
    private bool SkipBlanks()
    {
        while (true)
        {
            var found = window.Bytes.IndexOfAnyExcept((byte)'\r', (byte)'\n', (byte)0);
            window.Advance(found < 0 ? window.Bytes.Length : found);
            if (found >= 0)
                return true;
            if (!window.Fill())
                return false;
        }
    }
}
