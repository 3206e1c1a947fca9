using System.Buffers.Binary;
using TriageConsole.Telemetry.Formats.Evtx.BinXml;

namespace TriageConsole.Telemetry.Formats.Evtx;

/// <summary>
/// The one place that touches a chunk's bytes: a window on the chunk whose every read is checked against the window's end
/// without an addition that could overflow. The first fault sticks and closes the window, so that straight-line code may
/// read on (it gets zeros) and loops end by themselves; callers look at <see cref="Fault"/> where they act on a value.
/// </summary>
internal ref struct SpanReader
{
    private readonly ReadOnlySpan<byte> _chunk;
    private int _end;

    /// <summary>A window on <paramref name="chunk"/>; bounds outside of it are a fault, not an exception.</summary>
    public SpanReader(ReadOnlySpan<byte> chunk, int start, int end)
    {
        _chunk = chunk;
        if ((uint)end > (uint)chunk.Length || (uint)start > (uint)end)
        {
            Fault = BinXmlFault.PastEnd;
            return;
        }

        Position = FaultPosition = start;
        _end = end;
    }

    /// <summary>Offset in the chunk of the next byte; never past <see cref="End"/>.</summary>
    public int Position { get; private set; }

    /// <summary>Offset in the chunk of the window's end.</summary>
    public readonly int End => _end;

    /// <summary>Bytes left in the window.</summary>
    public readonly int Remaining => _end - Position;

    /// <summary>The first fault met.</summary>
    public BinXmlFault Fault { get; private set; }

    /// <summary>Where in the chunk the first fault was met.</summary>
    public int FaultPosition { get; private set; }

    /// <summary>Whether anything went wrong so far.</summary>
    public readonly bool Faulted => Fault != BinXmlFault.None;

    /// <summary>Records a fault at the current place, unless there is one already, and closes the window.</summary>
    public void Fail(BinXmlFault fault)
    {
        if (Fault != BinXmlFault.None)
            return;
        Fault = fault;
        FaultPosition = Position;
        _end = Position;
    }

    /// <summary>The next byte without taking it; -1 at the end.</summary>
    public readonly int Peek() => Position < _end ? _chunk[Position] : -1;

    /// <summary>Takes a byte.</summary>
    public byte ReadByte() => Take(1) is [var value] ? value : (byte)0;

    /// <summary>Takes a little-endian 16-bit number.</summary>
    public ushort ReadUInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : (ushort)0;

    /// <summary>Takes a little-endian 32-bit number.</summary>
    public uint ReadUInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    /// <summary>Takes a little-endian 64-bit number.</summary>
    public ulong ReadUInt64() => Take(8) is { Length: 8 } bytes ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;

    /// <summary>Takes <paramref name="count"/> bytes; empty, with a fault, where fewer are left.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)(_end - Position))
        {
            Fail(BinXmlFault.PastEnd);
            return default;
        }

        var bytes = _chunk.Slice(Position, count);
        Position += count;
        return bytes;
    }

    /// <summary>Passes over <paramref name="count"/> bytes.</summary>
    public void Skip(uint count)
    {
        if (count > (uint)(_end - Position))
            Fail(BinXmlFault.PastEnd);
        else
            Position += (int)count;
    }

    /// <summary>Moves within the window: back to a remembered place, or on to one.</summary>
    public void MoveTo(int position)
    {
        if ((uint)position > (uint)_end)
            Fail(BinXmlFault.PastEnd);
        else
            Position = position;
    }
}
