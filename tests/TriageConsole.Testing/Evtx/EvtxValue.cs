using System.Buffers.Binary;
using System.Text;

namespace TriageConsole.Testing.Evtx;

/// <summary>A BinXML value: its type byte and how its bytes are written.</summary>
/// <param name="Type">Type byte, with 0x80 for arrays.</param>
/// <param name="Write">Writes the value's bytes; a nested fragment depends on where in the chunk it stands.</param>
public sealed record EvtxValue(byte Type, Action<BinXmlWriter> Write)
{
    /// <summary>The type byte of a nested fragment.</summary>
    public const byte FragmentType = 0x21;

    private EvtxValue(byte type, byte[] bytes)
        : this(type, writer => writer.Raw(bytes))
    {
    }

    /// <summary>No value.</summary>
    public static EvtxValue Null { get; } = new(0x00, []);

    /// <summary>UTF-16 text.</summary>
    public static EvtxValue Text(string text) => new(0x01, Encoding.Unicode.GetBytes(text));

    /// <summary>Text of one byte a character.</summary>
    public static EvtxValue Ansi(params byte[] text) => new(0x02, text);

    /// <summary>8 bits, signed.</summary>
    public static EvtxValue Int8(sbyte value) => new(0x03, [(byte)value]);

    /// <summary>8 bits.</summary>
    public static EvtxValue UInt8(byte value) => new(0x04, [value]);

    /// <summary>16 bits, signed.</summary>
    public static EvtxValue Int16(short value) => new(0x05, BitConverter.GetBytes(value));

    /// <summary>16 bits.</summary>
    public static EvtxValue UInt16(ushort value) => new(0x06, BitConverter.GetBytes(value));

    /// <summary>32 bits, signed.</summary>
    public static EvtxValue Int32(int value) => new(0x07, BitConverter.GetBytes(value));

    /// <summary>32 bits.</summary>
    public static EvtxValue UInt32(uint value) => new(0x08, BitConverter.GetBytes(value));

    /// <summary>64 bits, signed.</summary>
    public static EvtxValue Int64(long value) => new(0x09, BitConverter.GetBytes(value));

    /// <summary>64 bits.</summary>
    public static EvtxValue UInt64(ulong value) => new(0x0A, BitConverter.GetBytes(value));

    /// <summary>A 32-bit floating-point number.</summary>
    public static EvtxValue Real32(float value) => new(0x0B, BitConverter.GetBytes(value));

    /// <summary>A 64-bit floating-point number.</summary>
    public static EvtxValue Real64(double value) => new(0x0C, BitConverter.GetBytes(value));

    /// <summary>A truth value in 32 bits.</summary>
    public static EvtxValue Boolean(bool value) => new(0x0D, BitConverter.GetBytes(value ? 1 : 0));

    /// <summary>Bytes.</summary>
    public static EvtxValue Binary(params byte[] value) => new(0x0E, value);

    /// <summary>A GUID.</summary>
    public static EvtxValue Guid(Guid value) => new(0x0F, value.ToByteArray());

    /// <summary>A size of a 64-bit machine.</summary>
    public static EvtxValue Size(ulong value) => new(0x10, BitConverter.GetBytes(value));

    /// <summary>100 ns since 1601.</summary>
    public static EvtxValue FileTime(DateTime utc) => new(0x11, BitConverter.GetBytes(utc.ToFileTimeUtc()));

    /// <summary>Eight 16-bit parts of a time.</summary>
    public static EvtxValue SystemTime(DateTime utc) => new(0x12, [.. new[]
    {
        utc.Year, utc.Month, (int)utc.DayOfWeek, utc.Day, utc.Hour, utc.Minute, utc.Second, utc.Millisecond,
    }.SelectMany(static part => BitConverter.GetBytes((ushort)part))]);

    /// <summary>A security identifier of revision 1.</summary>
    public static EvtxValue Sid(ulong authority, params uint[] parts)
    {
        var bytes = new byte[8 + (parts.Length * 4)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, authority);
        bytes[0] = 1;
        bytes[1] = (byte)parts.Length;
        for (var i = 0; i < parts.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8 + (i * 4)), parts[i]);
        return new(0x13, bytes);
    }

    /// <summary>32 bits shown as hex.</summary>
    public static EvtxValue Hex32(uint value) => new(0x14, BitConverter.GetBytes(value));

    /// <summary>64 bits shown as hex.</summary>
    public static EvtxValue Hex64(ulong value) => new(0x15, BitConverter.GetBytes(value));

    /// <summary>A fragment of its own.</summary>
    public static EvtxValue Fragment(Action<BinXmlWriter> write) => new(FragmentType, write);

    /// <summary>Texts, each with its terminator.</summary>
    public static EvtxValue Texts(params string[] items) => new(0x81, Encoding.Unicode.GetBytes(string.Concat(items.Select(static item => item + "\0"))));

    /// <summary>An array of values of one type.</summary>
    public static EvtxValue Array(params EvtxValue[] items) => new((byte)(items[0].Type | 0x80), writer =>
    {
        foreach (var item in items)
            item.Write(writer);
    });

    /// <summary>Any bytes under any type: what no true writer makes.</summary>
    public static EvtxValue Odd(byte type, params byte[] bytes) => new(type, bytes);
}
