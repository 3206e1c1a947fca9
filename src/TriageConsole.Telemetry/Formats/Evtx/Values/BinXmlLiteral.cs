using TriageConsole.Telemetry.Formats.Evtx.BinXml;

namespace TriageConsole.Telemetry.Formats.Evtx.Values;

/// <summary>Values that stand among the tokens, without a descriptor that gives their length.</summary>
internal static class BinXmlLiteral
{
    /// <summary>
    /// Takes what tells the length of a literal, leaving the reader at its first byte. Text counts characters, ANSI text and
    /// binary count bytes; a SID tells its own length, which is looked at but not taken.
    /// </summary>
    /// <returns>Bytes of the value.</returns>
    public static int ReadLength(ref SpanReader reader, byte type)
    {
        switch (type)
        {
            case BinXmlValueType.Null:
                return 0;
            case BinXmlValueType.Utf16 or BinXmlValueType.EventXml:
                return reader.ReadUInt16() * 2;
            case BinXmlValueType.Ansi or BinXmlValueType.Binary:
                return reader.ReadUInt16();
            case BinXmlValueType.Size or BinXmlValueType.EventHandle:
                return 8;
            case BinXmlValueType.Sid:
                var ahead = reader;
                ahead.Skip(1);
                return 8 + (ahead.ReadByte() * 4);
            default:
                var size = BinXmlValueType.FixedSize(type);
                if (size == 0)
                    reader.Fail(BinXmlFault.UnknownToken);
                return size;
        }
    }
}
