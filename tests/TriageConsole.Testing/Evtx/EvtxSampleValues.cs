namespace TriageConsole.Testing.Evtx;

/// <summary>A value of every type with the text it must be read as.</summary>
public static class EvtxSampleValues
{
    private static readonly DateTime Time = new DateTime(2024, 2, 29, 23, 59, 58, 765, DateTimeKind.Utc).AddTicks(4321);

    /// <summary>Single values.</summary>
    public static IReadOnlyList<(string Name, EvtxValue Value, string? Text)> Scalars { get; } =
    [
        ("Null", EvtxValue.Null, null),
        ("Text", EvtxValue.Text("π ≠ 3 😀"), "π ≠ 3 😀"),
        ("EmptyText", EvtxValue.Text(""), ""),
        ("Terminated", EvtxValue.Text("end\0"), "end"),
        ("Ansi", EvtxValue.Ansi(0x63, 0x61, 0x66, 0xE9, 0x80, 0x00), "café€"),
        ("Int8", EvtxValue.Int8(-128), "-128"),
        ("UInt8", EvtxValue.UInt8(255), "255"),
        ("Int16", EvtxValue.Int16(-32768), "-32768"),
        ("UInt16", EvtxValue.UInt16(65535), "65535"),
        ("Int32", EvtxValue.Int32(int.MinValue), "-2147483648"),
        ("UInt32", EvtxValue.UInt32(uint.MaxValue), "4294967295"),
        ("Int64", EvtxValue.Int64(long.MinValue), "-9223372036854775808"),
        ("UInt64", EvtxValue.UInt64(ulong.MaxValue), "18446744073709551615"),
        ("Real32", EvtxValue.Real32(1.5f), "1.5"),
        ("Real64", EvtxValue.Real64(-0.1), "-0.1"),
        ("True", EvtxValue.Boolean(true), "true"),
        ("False", EvtxValue.Boolean(false), "false"),
        ("Binary", EvtxValue.Binary(0x00, 0xAB, 0xFF), "00ABFF"),
        ("Guid", EvtxValue.Guid(new Guid("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90")), "{A1B2C3D4-E5F6-0718-293A-4B5C6D7E8F90}"),
        ("Size", EvtxValue.Size(0x1F0), "0x1f0"),
        ("FileTime", EvtxValue.FileTime(Time), "2024-02-29T23:59:58.7654321Z"),
        ("SystemTime", EvtxValue.SystemTime(Time), "2024-02-29T23:59:58.765Z"),
        ("Sid", EvtxValue.Sid(5, 21, 1, uint.MaxValue, 500), "S-1-5-21-1-4294967295-500"),
        ("LongAuthority", EvtxValue.Sid(0x1_0000_0001, 9), "S-1-0x000100000001-9"),
        ("Hex32", EvtxValue.Hex32(0x3E7), "0x3e7"),
        ("Hex64", EvtxValue.Hex64(0xFFFF_0000_0000_0001), "0xffff000000000001"),
        ("HexZero", EvtxValue.Hex64(0), "0x0"),
    ];

    /// <summary>Arrays, with the text of each item.</summary>
    public static IReadOnlyList<(string Name, EvtxValue Value, string[] Items)> Arrays { get; } =
    [
        ("Texts", EvtxValue.Texts("one", "", "three"), ["one", "", "three"]),
        ("Unterminated", EvtxValue.Odd(0x81, (byte)'a', 0, 0, 0, (byte)'b', 0), ["a", "b"]),
        ("Ansis", EvtxValue.Odd(0x82, (byte)'x', 0, (byte)'y', 0), ["x", "y"]),
        ("Bytes", EvtxValue.Array(EvtxValue.UInt8(1), EvtxValue.UInt8(200)), ["1", "200"]),
        ("Shorts", EvtxValue.Array(EvtxValue.Int16(-1), EvtxValue.Int16(2)), ["-1", "2"]),
        ("Numbers", EvtxValue.Array(EvtxValue.UInt32(7), EvtxValue.UInt32(8), EvtxValue.UInt32(9)), ["7", "8", "9"]),
        ("Hexes", EvtxValue.Array(EvtxValue.Hex64(16), EvtxValue.Hex64(17)), ["0x10", "0x11"]),
        ("Guids", EvtxValue.Array(EvtxValue.Guid(Guid.Empty)), ["{00000000-0000-0000-0000-000000000000}"]),
        ("Times", EvtxValue.Array(EvtxValue.FileTime(Time), EvtxValue.FileTime(Time)),
            ["2024-02-29T23:59:58.7654321Z", "2024-02-29T23:59:58.7654321Z"]),
        ("Sids", EvtxValue.Array(EvtxValue.Sid(5, 18), EvtxValue.Sid(5, 32, 544)), ["S-1-5-18", "S-1-5-32-544"]),
        ("Booleans", EvtxValue.Array(EvtxValue.Boolean(true), EvtxValue.Boolean(false)), ["true", "false"]),
        ("Reals", EvtxValue.Array(EvtxValue.Real64(0.5), EvtxValue.Real64(2)), ["0.5", "2"]),
    ];
}
