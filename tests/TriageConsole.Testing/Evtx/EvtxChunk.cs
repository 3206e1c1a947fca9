using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace TriageConsole.Testing.Evtx;

/// <summary>A chunk being written: its bytes, and where in it names and templates stand.</summary>
public sealed class EvtxChunk
{
    /// <summary>Bytes of a chunk.</summary>
    public const int Size = 64 * 1024;

    private const int HeaderSize = 512;
    private readonly Dictionary<string, int> _names = [];
    private readonly Dictionary<EvtxTemplate, int> _templates = [];
    private byte[] _bytes = new byte[Size * 2];
    private ulong _firstRecord;
    private ulong _lastRecord;
    private int _lastRecordOffset;

    /// <summary>Offset of the next byte.</summary>
    public int Position { get; private set; } = HeaderSize;

    /// <summary>Records in the chunk.</summary>
    public int Records { get; private set; }

    /// <summary>Writes a record; false, and the chunk as before, where it does not fit.</summary>
    public bool TryAdd(ulong recordId, DateTime writtenUtc, Action<BinXmlWriter> fragment)
    {
        ArgumentNullException.ThrowIfNull(fragment);
        var start = Position;
        Raw([0x2A, 0x2A, 0, 0]);
        UInt32(0);
        UInt64(recordId);
        UInt64((ulong)writtenUtc.ToFileTimeUtc());
        fragment(new BinXmlWriter(this));
        while (Position % 8 != 4)
            Raw([0]);
        var size = (uint)(Position + 4 - start);
        UInt32(size);
        Patch(start + 4, size);
        if (Position > Size)
        {
            Forget(start);
            return false;
        }

        if (Records++ == 0)
            _firstRecord = recordId;
        _lastRecord = recordId;
        _lastRecordOffset = start;
        return true;
    }

    /// <summary>The chunk's 64 KiB with header and checksums.</summary>
    public byte[] ToArray()
    {
        var chunk = _bytes[..Size];
        chunk.AsSpan(Position).Clear();
        "ElfChnk\0"u8.CopyTo(chunk);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(8), _firstRecord);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(16), _lastRecord);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(24), _firstRecord);
        BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(32), _lastRecord);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(40), 128);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(44), (uint)_lastRecordOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(48), (uint)Position);
        Seal(chunk);
        return chunk;
    }

    /// <summary>Makes a changed chunk's checksums right again.</summary>
    public static void Seal(Span<byte> chunk)
    {
        var end = (int)Math.Clamp(BinaryPrimitives.ReadUInt32LittleEndian(chunk[48..]), HeaderSize, (uint)chunk.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[52..], Crc32.HashToUInt32(chunk[HeaderSize..end]));
        var crc = new Crc32();
        crc.Append(chunk[..120]);
        crc.Append(chunk[128..HeaderSize]);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[124..], crc.GetCurrentHashAsUInt32());
    }

    internal void Raw(ReadOnlySpan<byte> bytes)
    {
        while (_bytes.Length - Position < bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        bytes.CopyTo(_bytes.AsSpan(Position));
        Position += bytes.Length;
    }

    internal void UInt16(ushort value) => Raw(BitConverter.GetBytes(value));

    internal void UInt32(uint value) => Raw(BitConverter.GetBytes(value));

    internal void UInt64(ulong value) => Raw(BitConverter.GetBytes(value));

    internal void Patch(int position, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(position), value);

    internal void Patch(int position, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(position), value);

    /// <summary>A name's offset, with the name in line at its first use.</summary>
    internal void Name(string name)
    {
        if (_names.TryGetValue(name, out var known))
        {
            UInt32((uint)known);
            return;
        }

        _names[name] = Position + 4;
        UInt32((uint)Position + 4);
        UInt32(0);
        var hash = 0u;
        foreach (var character in name)
            hash = (hash * 65599) + character;
        UInt16((ushort)hash);
        UInt16((ushort)name.Length);
        Raw(Encoding.Unicode.GetBytes(name));
        UInt16(0);
    }

    /// <summary>A template's offset, with the definition in line at its first use.</summary>
    internal void Template(EvtxTemplate template)
    {
        if (_templates.TryGetValue(template, out var known))
        {
            UInt32((uint)known);
            return;
        }

        _templates[template] = Position + 4;
        UInt32((uint)Position + 4);
        UInt32(0);
        Raw(template.Id.ToByteArray());
        var size = Position;
        UInt32(0);
        var body = new BinXmlWriter(this, inTemplate: true);
        body.FragmentHeader();
        template.Body(body);
        body.EndOfStream();
        Patch(size, (uint)(Position - size - 4));
    }

    private void Forget(int start)
    {
        Position = start;
        foreach (var name in _names.Where(pair => pair.Value >= start).Select(static pair => pair.Key).ToArray())
            _names.Remove(name);
        foreach (var template in _templates.Where(pair => pair.Value >= start).Select(static pair => pair.Key).ToArray())
            _templates.Remove(template);
    }
}
