using TriageConsole.Telemetry.Formats.Evtx.BinXml;
using static TriageConsole.Telemetry.DiagnosticSeverity;

namespace TriageConsole.Telemetry.Formats.Evtx;

/// <summary>Every fault the reader reports, each with its code; docs/formats-evtx.md explains them.</summary>
internal static class EvtxDiagnostics
{
    public static ReadDiagnostic NotEvtx(int length) =>
        new("EVTX001", Error, 0, $"Not an EVTX file: no whole file header in its first {length} bytes.");

    public static ReadDiagnostic OddFileHeader() =>
        new("EVTX002", Info, 0, "The file header's checksum, version or size is not as it should be; its chunks were read all the same.");

    public static ReadDiagnostic DirtyFile() =>
        new("EVTX003", Info, 0, "The log was open when it was copied; its newest records may not be in this file.");

    public static ReadDiagnostic MissingChunks(int told, int found, long offset) =>
        new("EVTX004", Warning, offset, $"The file header tells of {told} chunks, the file ends after {found}.");

    public static ReadDiagnostic Truncated(long offset, bool slackOnly) => slackOnly
        ? new("EVTX005", Info, offset, $"The file ends at byte {offset}, inside a chunk's unused space.")
        : new("EVTX005", Warning, offset, $"The file ends at byte {offset}, inside a chunk; what was there was read.");

    public static ReadDiagnostic NoChunk(long offset) =>
        new("EVTX006", Warning, offset, $"No chunk where one should start, at byte {offset}; 64 KiB were passed over.");

    public static ReadDiagnostic ChunkHeaderChecksum(long offset) =>
        new("EVTX007", Info, offset, $"The checksum of the chunk header at byte {offset} is wrong; the chunk was read all the same.");

    public static ReadDiagnostic ChunkChecksum(long offset) =>
        new("EVTX008", Warning, offset, $"The checksum of the records in the chunk at byte {offset} is wrong; they were read all the same.");

    public static ReadDiagnostic NoFreeSpace(long offset) =>
        new("EVTX009", Warning, offset, $"The chunk at byte {offset} does not tell where its records end; read while their numbers rise.");

    public static ReadDiagnostic LostFrame(long offset, int bytes) =>
        new("EVTX010", Warning, offset, $"No whole record where one should start, at byte {offset}; {bytes} bytes were passed over.");

    public static ReadDiagnostic Broken(BinXmlFault fault, ulong recordId, long offset, long faultOffset) => new(
        fault is BinXmlFault.TooDeep or BinXmlFault.TooMuchWork ? "EVTX012" : "EVTX011", Warning, offset,
        $"Record {recordId} could not be read: {Reason(fault)} (byte {faultOffset}).");

    public static ReadDiagnostic TooLong(ulong recordId, long offset, int bytes) =>
        new("EVTX013", Warning, offset, $"Record {recordId} has {bytes} bytes, more than the limit; it was not read.");

    public static ReadDiagnostic LostValue(ulong recordId, long offset) =>
        new("EVTX014", Warning, offset, $"Record {recordId} has a value that does not fit its type; it was left empty.");

    public static ReadDiagnostic CutValue(ulong recordId, long offset) =>
        new("EVTX015", Warning, offset, $"Record {recordId} has a value longer than the limit; it was cut.");

    private static string Reason(BinXmlFault fault) => fault switch
    {
        BinXmlFault.PastEnd => "a structure runs past its end",
        BinXmlFault.UnknownToken => "unknown token",
        BinXmlFault.BadName => "a name's offset leads nowhere",
        BinXmlFault.BadTemplate => "a template's offset leads nowhere",
        BinXmlFault.TooDeep => "nested too deep",
        BinXmlFault.TooMuchWork => "it asks for far more output than it holds",
        _ => "no fault",
    };
}
