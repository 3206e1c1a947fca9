using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.EventXml;

/// <summary>Windows event XML: one <c>&lt;Event&gt;</c> after another, on lines of their own or not, inside an <c>&lt;Events&gt;</c> document or bare.</summary>
public sealed class EventXmlFormat : ITelemetryFormat
{
    /// <inheritdoc/>
    public string Name => "eventxml";

    /// <inheritdoc/>
    public bool Claims(ReadOnlySpan<byte> head)
    {
        var text = TextEncodings.Utf8Head(head);
        var start = text.TrimStart(" \t\r\n"u8);
        return start.StartsWith("<"u8) && EventXmlFraming.IndexOfOpening(text) >= 0;
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
        var framing = new EventXmlFraming(window);
        var record = new WindowsRecord();
        var parser = new EventXmlParser(limits);
        long index = 0;
        while (framing.Next(out var complete))
        {
            var offset = window.Offset;
            if (!complete)
            {
                yield return new ReadItem(index, IsRecord: false, null, window.IsFull
                    ? new("XML003", DiagnosticSeverity.Warning, offset, $"Record {index} is longer than {limits.MaxRecordBytes} bytes and was skipped.")
                    : new("XML004", DiagnosticSeverity.Warning, offset, $"The file ends inside record {index}."));
                framing.Drop();
                continue;
            }

            var (e, fault) = Map(parser.Parse(framing.Record, record), record, index, offset);
            yield return new ReadItem(index, IsRecord: true, e, fault);
            framing.Advance();
            if (++index % 1_000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static (TelemetryEvent? Event, ReadDiagnostic? Fault) Map(bool parsed, WindowsRecord record, long index, long offset)
    {
        if (!parsed)
            return (null, new("XML002", DiagnosticSeverity.Warning, offset, $"Record {index} is no well-formed event, or nested too deep, and was not used."));
        if (!WindowsEventMapper.Needs(record.Provider, record.EventId))
            return (null, null);
        return WindowsEventMapper.Map(record, index) is { } e
            ? (e, null)
            : (null, new("XML005", DiagnosticSeverity.Warning, offset, $"Record {index} lacks a readable time or everything that names a process, and was not used."));
    }
}
