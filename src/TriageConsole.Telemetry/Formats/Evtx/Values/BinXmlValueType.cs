namespace TriageConsole.Telemetry.Formats.Evtx.Values;

/// <summary>BinXML's value types; <see cref="Array"/> is a flag on any of them.</summary>
internal static class BinXmlValueType
{
    public const byte Null = 0x00;
    public const byte Utf16 = 0x01;
    public const byte Ansi = 0x02;
    public const byte Int8 = 0x03;
    public const byte UInt8 = 0x04;
    public const byte Int16 = 0x05;
    public const byte UInt16 = 0x06;
    public const byte Int32 = 0x07;
    public const byte UInt32 = 0x08;
    public const byte Int64 = 0x09;
    public const byte UInt64 = 0x0A;
    public const byte Real32 = 0x0B;
    public const byte Real64 = 0x0C;
    public const byte Boolean = 0x0D;
    public const byte Binary = 0x0E;
    public const byte Guid = 0x0F;
    public const byte Size = 0x10;
    public const byte FileTime = 0x11;
    public const byte SystemTime = 0x12;
    public const byte Sid = 0x13;
    public const byte Hex32 = 0x14;
    public const byte Hex64 = 0x15;
    public const byte EventHandle = 0x20;
    public const byte Fragment = 0x21;
    public const byte EventXml = 0x23;
    public const byte Array = 0x80;

    /// <summary>Bytes of one value of the type; 0 where its length varies or the type is unknown.</summary>
    public static int FixedSize(int type) => type switch
    {
        Int8 or UInt8 => 1,
        Int16 or UInt16 => 2,
        Int32 or UInt32 or Real32 or Boolean or Hex32 => 4,
        Int64 or UInt64 or Real64 or FileTime or Hex64 => 8,
        Guid or SystemTime => 16,
        _ => 0,
    };
}
