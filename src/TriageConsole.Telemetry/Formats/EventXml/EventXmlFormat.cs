namespace TriageConsole.Telemetry.Formats.EventXml;

/// <summary>
/// Windows events as XML: one element per line, documents of <c>Events</c>, and the raw exports of Splunk, which mix them
/// with text. Every <c>Event</c> element is a record.
/// </summary>
public sealed class EventXmlFormat : ITelemetryFormat
{
    /// <summary>How many records in a row may fail. Each costs an exception: without an end to it a hostile file would take hours.</summary>
    internal const int MostFailures = 10_000;

    /// <inheritdoc/>
    public string Name => "event-xml";

    /// <inheritdoc/>
    public bool Claims(ReadOnlySpan<byte> head)
    {
        var text = TextEncodings.Utf8Head(head);
        if (text.Contains((byte)0))
            return false;
        var start = text.TrimStart(" \t\r\n"u8);
        if (start.StartsWith("<"u8))
            return EventXmlFraming.FindStart(start) >= 0 || start.IndexOf("<Events"u8) >= 0;
        // Text before the first event: claimed where an event opens a line, unless it is JSON or a table that holds events as text.
        if (Json.NdjsonFormat.Opens(text) || Csv.CsvTable.Find(text) is not null)
            return false;
        for (var feed = text.IndexOf((byte)'\n'); feed >= 0; feed = text.IndexOf((byte)'\n'))
        {
            text = text[(feed + 1)..];
            if (text.StartsWith("{\""u8))
                return false;
            if (EventXmlFraming.FindStart(text) == 0)
                return true;
        }

        return false;
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
        var framing = new EventXmlFraming(window, limits);
        var reader = new EventXmlReader(limits);
        long index = 0;
        var failures = 0;
        while (failures <= MostFailures)
        {
            var step = framing.Next(index);
            if (step == XmlStep.End)
                break;
            if (step == XmlStep.Fault)
            {
                failures++;
                yield return new(index, IsRecord: false, null, framing.Fault);
                continue;
            }

            var offset = window.Offset;
            var record = reader.Read(framing.Record, index);
            if (record.Fault is { } fault)
            {
                failures++;
                framing.Reject();
                yield return new(index, IsRecord: false, null, new("XML001", DiagnosticSeverity.Warning, offset, $"Record {index} can't be read and was skipped: {fault}"));
                continue;
            }

            yield return new(index, IsRecord: true, record.Event, Note(record, index, offset, limits));
            index++;
            failures = 0;
            if (index % 1_000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        if (failures > MostFailures)
            yield return new(index, IsRecord: false, null, new("XML007", DiagnosticSeverity.Error, window.Offset, $"{MostFailures} records in a row can't be read; reading ended here."));
        if (framing.OutsideBytes > 0)
            yield return new(index, IsRecord: false, null, new("XML004", DiagnosticSeverity.Info, framing.OutsideOffset, $"{framing.OutsideBytes} bytes of text stand between the events and were passed over."));
    }

    private static ReadDiagnostic? Note(EventXmlRecord record, long index, long offset, ReadLimits limits)
    {
        if (record.Needed && record.Event is null)
            return new("XML005", DiagnosticSeverity.Warning, offset, $"Record {index} lacks a readable time or everything that names a process, and was not used.");
        return record.Cut
            ? new("XML006", DiagnosticSeverity.Warning, offset, $"Record {index} holds a text of more than {limits.MaxFieldChars} characters; it was cut there.")
            : null;
    }
}
