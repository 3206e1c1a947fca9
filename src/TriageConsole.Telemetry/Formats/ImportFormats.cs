using TriageConsole.Telemetry.Formats.Csv;
using TriageConsole.Telemetry.Formats.EventXml;
using TriageConsole.Telemetry.Formats.Evtx;
using TriageConsole.Telemetry.Formats.Json;

namespace TriageConsole.Telemetry.Formats;

/// <summary>Every format that can be read. A new one adds its line; exactly one may claim a file.</summary>
public static class ImportFormats
{
    /// <summary>How many first bytes a format is shown.</summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>The formats.</summary>
    public static IReadOnlyList<ITelemetryFormat> All { get; } = [new EvtxFormat(), new NdjsonFormat(), new EventXmlFormat(), new CsvFormat()];

    /// <summary>The format that claims these first bytes; null where none does.</summary>
    public static ITelemetryFormat? Detect(ReadOnlySpan<byte> head)
    {
        foreach (var format in All)
        {
            if (format.Claims(head))
                return format;
        }

        return null;
    }
}
