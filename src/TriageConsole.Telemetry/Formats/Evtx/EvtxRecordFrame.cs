using TriageConsole.Telemetry.Formats.Evtx.BinXml;

namespace TriageConsole.Telemetry.Formats.Evtx;

/// <summary>A record's frame in its chunk: signature, length, number, time, the fragment, and the length once more.</summary>
/// <param name="Start">Offset in the chunk of the frame.</param>
/// <param name="End">Offset of what follows.</param>
/// <param name="RecordId">The record's number.</param>
/// <param name="Written">FILETIME at which it was written.</param>
internal readonly record struct EvtxRecordFrame(int Start, int End, ulong RecordId, long Written)
{
    private const int HeadSize = 24;
    private const int TailSize = 4;

    /// <summary>Offset of the fragment.</summary>
    public int FragmentStart => Start + HeadSize;

    /// <summary>Offset of the fragment's end.</summary>
    public int FragmentEnd => End - TailSize;

    private static ReadOnlySpan<byte> Signature => [0x2A, 0x2A, 0x00, 0x00];

    /// <summary>The frame at <paramref name="start"/>, which must end within <paramref name="end"/>; null where there is none.</summary>
    public static EvtxRecordFrame? TryRead(ReadOnlySpan<byte> chunk, int start, int end)
    {
        var reader = new SpanReader(chunk, start, end);
        if (!reader.Take(Signature.Length).SequenceEqual(Signature))
            return null;
        var size = reader.ReadUInt32();
        var recordId = reader.ReadUInt64();
        var written = (long)reader.ReadUInt64();
        if (reader.Faulted || size < HeadSize + TailSize || size > (uint)(end - start))
            return null;
        reader.MoveTo(start + (int)size - TailSize);
        return reader.ReadUInt32() == size ? new(start, start + (int)size, recordId, written) : null;
    }

    /// <summary>The first whole frame after <paramref name="start"/>; null where no more comes.</summary>
    public static EvtxRecordFrame? Find(ReadOnlySpan<byte> chunk, int start, int end)
    {
        for (var at = start + 1; at < end; at++)
        {
            var next = chunk[at..end].IndexOf(Signature);
            if (next < 0)
                return null;
            at += next;
            if (TryRead(chunk, at, end) is { } frame)
                return frame;
        }

        return null;
    }
}
