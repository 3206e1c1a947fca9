using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Formats.Json;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Csv;

/// <summary>
/// Tables with a known header: exports of Microsoft Defender's advanced hunting, and sigcheck. Read by hand and not by a
/// library: places of faults in bytes, going on behind a quote that is never closed and a bound on memory are what counts here.
/// </summary>
public sealed class CsvFormat : ITelemetryFormat
{
    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public bool Claims(ReadOnlySpan<byte> head)
    {
        var text = TextEncodings.Utf8Head(head);
        var start = text.TrimStart(" \t\r\n"u8);
        return !start.IsEmpty && start[0] is not ((byte)'{' or (byte)'[' or (byte)'<') && !NdjsonFormat.Opens(text)
            && CsvTable.Find(text) is { } table && IsText(text, table.Start);
    }

    // A banner and a header are text. Bytes of another kind may well hold the line of a header somewhere.
    private static bool IsText(ReadOnlySpan<byte> text, int header)
    {
        var feed = text[header..].IndexOf((byte)'\n');
        return !text[..(feed < 0 ? text.Length : header + feed)].Contains((byte)0);
    }

    /// <inheritdoc/>
    public IEnumerable<ReadItem> Read(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        return Items(stream, limits, cancellationToken);
    }

    private static IEnumerable<ReadItem> Items(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        using var window = new ByteWindow(TextEncodings.AsUtf8(stream), limits.MaxRecordBytes + 1, cancellationToken);
        if (!window.Fill())
            yield break;
        if (FindTable(window) is not { } table)
        {
            yield return new(0, IsRecord: false, null, new("CSV007", DiagnosticSeverity.Warning, 0, "No row among the first lines is the header of a known table."));
            yield break;
        }

        window.Advance(table.Start);
        var framing = new CsvFraming(window, table, limits);
        var row = new TableRow();
        long index = 0;
        long unhashed = 0;
        for (var step = framing.Next(index); step != CsvStep.End; step = framing.Next(index))
        {
            if (step == CsvStep.Fault)
            {
                yield return new(index, IsRecord: false, null, framing.Fault);
                continue;
            }

            var cut = false;
            table.Fill(framing.Row, framing.Scanner, row, limits.MaxFieldChars, ref cut);
            var (needed, found) = Map(table.Layout, row, index, ref unhashed);
            yield return new(index, IsRecord: true, found, Note(needed && found is null, cut, index, window.Offset, limits));
            index++;
            if (index % 1_000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        if (unhashed > 0)
            yield return new(index, IsRecord: false, null, new("CSV008", DiagnosticSeverity.Warning, null, $"{unhashed} rows name a file without a hash and were not used: a path alone is no proof of a file. sigcheck writes hashes with -h."));
    }

    private static CsvTable? FindTable(ByteWindow window) => CsvTable.Find(window.Bytes[..Math.Min(window.Bytes.Length, 2 * ImportFormats.HeadBytes)]);

    private static (bool Needed, TelemetryEvent? Event) Map(CsvLayout layout, TableRow row, long index, ref long unhashed)
    {
        if (layout == CsvLayout.Defender)
        {
            var table = DefenderMapper.TableOf(row);
            return (table != DefenderTable.Other, DefenderMapper.Map(row, table, index));
        }

        if (!SigcheckMapper.HasHash(row))
            unhashed++;
        // A file without a verdict is no fault of its row.
        return (false, SigcheckMapper.Map(row, index));
    }

    private static ReadDiagnostic? Note(bool isUnusable, bool cut, long index, long offset, ReadLimits limits)
    {
        if (isUnusable)
            return new("CSV004", DiagnosticSeverity.Warning, offset, $"Row {index} lacks a readable time, or everything that names a process or a file, and was not used.");
        return cut
            ? new("CSV005", DiagnosticSeverity.Warning, offset, $"Row {index} holds a text of more than {limits.MaxFieldChars} characters; it was cut there.")
            : null;
    }
}
