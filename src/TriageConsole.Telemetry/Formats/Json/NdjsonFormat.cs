using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>
/// JSON objects of any known layout: one per line, in arrays, or simply concatenated. Every object is a record.
/// </summary>
public sealed class NdjsonFormat : ITelemetryFormat
{
    private static ReadOnlySpan<byte> Padding => " \t\r\n\0\u001E"u8;

    /// <inheritdoc/>
    public string Name => "ndjson";

    /// <inheritdoc/>
    public bool Claims(ReadOnlySpan<byte> head)
    {
        var text = TextEncodings.Utf8Head(head);
        if (Opens(text))
            return true;
        // A first line that was cut is no reason to give the file up; bytes that are no text are.
        if (text.TrimStart(Padding).StartsWith("<"u8) || text.Contains((byte)0) || Csv.CsvTable.Find(text) is not null)
            return false;
        for (var feed = text.IndexOf((byte)'\n'); feed >= 0; feed = text.IndexOf((byte)'\n'))
        {
            text = text[(feed + 1)..];
            if (text.StartsWith("{\""u8))
                return true;
            if (EventXml.EventXmlFraming.FindStart(text) == 0)
                return false;
        }

        return false;
    }

    /// <summary>Whether a text in UTF-8 starts as JSON does: then it is JSON, whatever else stands in it.</summary>
    internal static bool Opens(ReadOnlySpan<byte> text)
    {
        var start = text.TrimStart(Padding);
        if (start.StartsWith("["u8))
            start = start[1..].TrimStart(" \t\r\n"u8);
        return OpensObject(start);
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
        var text = TextEncodings.AsUtf8(stream);
        using var window = new ByteWindow(text, limits.MaxRecordBytes + 1, cancellationToken);
        var walker = new JsonWalker(limits.MaxDepth);
        var framing = new JsonFraming(window, walker, limits);
        var clock = new EventClock();
        var reader = new JsonRecordReader(walker, limits, clock);
        var queue = new ClockQueue(clock);
        long index = 0;
        long known = 0;
        for (var step = framing.Next(index); step != JsonStep.End; step = framing.Next(index))
        {
            if (step == JsonStep.Fault)
            {
                queue.Add(new ReadItem(index, IsRecord: false, null, framing.Fault), TimeClaim.Sound);
            }
            else
            {
                var record = reader.Read(framing.Record, index);
                if (record.Layout)
                    known++;
                queue.Add(new ReadItem(index, IsRecord: true, record.Event, Fault(record, index, window.Offset, limits)), record.Claim);
                index++;
                if (index % 1_000 == 0)
                    cancellationToken.ThrowIfCancellationRequested();
            }

            while (queue.TryTake(atEnd: false, out var item))
                yield return item;
        }

        while (queue.TryTake(atEnd: true, out var item))
            yield return item;
        if (index > 0 && known == 0)
            yield return Note(index, "NDJSON007", DiagnosticSeverity.Warning, $"None of {index} JSON objects has a layout that is known here.");
        if (queue.Uncertain > 0)
            yield return Note(index, "NDJSON008", DiagnosticSeverity.Info, $"{queue.Uncertain} events carry a time whose zone nothing in the file tells; it was kept as written.");
    }

    private static ReadItem Note(long index, string code, DiagnosticSeverity severity, string message) =>
        new(index, IsRecord: false, null, new ReadDiagnostic(code, severity, null, message));

    private static ReadDiagnostic? Fault(JsonRecord record, long index, long offset, ReadLimits limits)
    {
        if (record.Needed && record.Event is null)
            return new("NDJSON005", DiagnosticSeverity.Warning, offset, $"Record {index} lacks a readable time, or everything that names a process or a file, and was not used.");
        return record.Cut
            ? new("NDJSON006", DiagnosticSeverity.Warning, offset, $"Record {index} holds a text of more than {limits.MaxFieldChars} characters; it was cut there.")
            : null;
    }

    private static bool OpensObject(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("{"u8))
            return false;
        var inner = text[1..].TrimStart(" \t\r\n"u8);
        return inner.StartsWith("\""u8) || inner.StartsWith("}"u8);
    }
}
