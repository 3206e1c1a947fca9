using System.Globalization;
using System.Text;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Csv;

/// <summary>Which known table a header is of.</summary>
internal enum CsvLayout
{
    /// <summary>A table of Defender XDR's advanced hunting.</summary>
    Defender,

    /// <summary>Sysinternals sigcheck.</summary>
    Sigcheck,
}

/// <summary>A known header, found: what stands between cells and which column is where.</summary>
internal sealed class CsvTable
{
    private const int MostPreambleLines = 32;
    private const string UtcMark = " [UTC]";

    /// <summary>Lists are separated by semicolons where a spreadsheet of such a region has saved them again.</summary>
    private static ReadOnlySpan<byte> Delimiters => ",\t;"u8;

    private readonly (string Name, int Index, bool IsUtc)[] _columns;
    private readonly string _first;

    private CsvTable(CsvLayout layout, byte delimiter, int start, int width, string first, (string, int, bool)[] columns)
    {
        Layout = layout;
        Delimiter = delimiter;
        Start = start;
        Width = width;
        _first = first;
        _columns = columns;
    }

    internal CsvLayout Layout { get; }

    internal byte Delimiter { get; }

    /// <summary>Where the header row starts; what stands before it is a tool's banner.</summary>
    internal int Start { get; }

    /// <summary>How many columns there are.</summary>
    internal int Width { get; }

    /// <summary>Looks for a known header among the first lines of a text in UTF-8; null where there is none.</summary>
    internal static CsvTable? Find(ReadOnlySpan<byte> head)
    {
        var scanner = new CsvScanner();
        var start = head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        for (var lines = 0; lines < MostPreambleLines && start < head.Length; lines++)
        {
            foreach (var delimiter in Delimiters)
            {
                if (scanner.Scan(head[start..], delimiter, isFinal: true, out _) == CsvScan.Row && Of(head[start..], scanner, delimiter, start) is { } table)
                    return table;
            }

            var feed = head[start..].IndexOf((byte)'\n');
            if (feed < 0)
                break;
            start += feed + 1;
        }

        return null;
    }

    /// <summary>Whether a row is the header once more, as in files that were appended to one another.</summary>
    internal bool IsHeader(ReadOnlySpan<byte> bytes, CsvScanner scanner) =>
        scanner.Cells.Count == Width && Name(bytes, scanner.Cells[0]).Equals(_first, StringComparison.OrdinalIgnoreCase);

    /// <summary>Fills a row with the cells of known columns.</summary>
    internal void Fill(ReadOnlySpan<byte> bytes, CsvScanner scanner, TableRow row, int maxChars, ref bool cut)
    {
        row.Clear();
        foreach (var (name, index, isUtc) in _columns)
        {
            var text = Text(bytes, scanner.Cells[index], maxChars, ref cut);
            row.Add(name, isUtc ? Utc(text) : text);
        }
    }

    private static CsvTable? Of(ReadOnlySpan<byte> bytes, CsvScanner scanner, byte delimiter, int start)
    {
        var names = new string[scanner.Cells.Count];
        for (var i = 0; i < names.Length; i++)
            names[i] = Name(bytes, scanner.Cells[i]);
        bool Has(string name) => Array.Exists(names, n => Plain(n).Equals(name, StringComparison.OrdinalIgnoreCase));
        CsvLayout layout;
        if (Has(SigcheckMapper.Path) && Has(SigcheckMapper.Verified) && (Has(SigcheckMapper.Publisher) || Has("Date")))
            layout = CsvLayout.Sigcheck;
        else if ((Has(DefenderColumns.DeviceName) || Has(DefenderColumns.DeviceId))
            && (Has(DefenderColumns.ActionType) || Has(DefenderColumns.ProcessCommandLine) || Has(DefenderColumns.InitiatingFileName) || Has(DefenderColumns.IsSigned)))
            layout = CsvLayout.Defender;
        else
            return null;
        var known = layout == CsvLayout.Sigcheck ? SigcheckMapper.Columns : DefenderColumns.All;
        var columns = new List<(string, int, bool)>();
        for (var i = 0; i < names.Length; i++)
        {
            if (Array.Find(known, name => name.Equals(Plain(names[i]), StringComparison.OrdinalIgnoreCase)) is { } name)
                columns.Add((name, i, names[i].EndsWith(UtcMark, StringComparison.OrdinalIgnoreCase)));
        }

        return new(layout, delimiter, start, names.Length, names[0], [.. columns]);
    }

    private static string Plain(string name) => name.EndsWith(UtcMark, StringComparison.OrdinalIgnoreCase) ? name[..^UtcMark.Length] : name;

    private static string Name(ReadOnlySpan<byte> bytes, CsvCell cell)
    {
        const int LongestName = 256;
        var cut = false;
        return Text(bytes, cell, LongestName, ref cut).Trim();
    }

    private static string Text(ReadOnlySpan<byte> bytes, CsvCell cell, int maxChars, ref bool cut)
    {
        // A character is at least a byte of UTF-8 and at most four of them are one or two units: no need to decode it all.
        var length = (int)Math.Min(cell.Length, 4L * maxChars + 8);
        var text = Encoding.UTF8.GetString(bytes.Slice(cell.Start, length));
        if (cell.Escaped)
            text = text.Replace("\"\"", "\"", StringComparison.Ordinal);
        if (text.Length <= maxChars && length == cell.Length)
            return text;
        cut = true;
        return text.Length > maxChars ? text[..maxChars] : text;
    }

    /// <summary>Log Analytics names the zone in the header, and its portal writes the American way under it.</summary>
    private static string Utc(string text)
    {
        if (WindowsTime.TryParse(text, out var time))
            return time.HasZone ? text : text.Trim() + "Z";
        return DateTime.TryParseExact(
            text, ["M/d/yyyy, h:mm:ss.FFFFFFF tt", "M/d/yyyy, h:mm:ss tt"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)
            : text;
    }
}
