namespace TriageConsole.Telemetry.Formats.Evtx.BinXml;

/// <summary>A substitution's value: its place in the chunk and its type.</summary>
internal readonly record struct BinXmlSlot(int Offset, int Length, byte Type);

/// <summary>Template instances and definitions as they are stored.</summary>
internal static class BinXmlInstance
{
    private const uint DefinitionLinkAndGuid = 4 + 16;

    /// <summary>
    /// Takes an instance up to its value descriptors, with the definition where it stands in line.
    /// </summary>
    /// <returns>The definition's offset in the chunk and the number of values.</returns>
    public static (int Definition, int Count) ReadHead(ref SpanReader reader)
    {
        reader.Skip(1 + 1 + 4);
        var definition = reader.ReadUInt32();
        if (definition == (uint)reader.Position)
        {
            reader.Skip(DefinitionLinkAndGuid);
            reader.Skip(reader.ReadUInt32());
        }

        var count = reader.ReadUInt32();
        if (count > (uint)reader.Remaining / 4)
            reader.Fail(BinXmlFault.PastEnd);
        if (definition > int.MaxValue)
            reader.Fail(BinXmlFault.BadTemplate);
        return reader.Faulted ? (0, 0) : ((int)definition, (int)count);
    }

    /// <summary>Takes the descriptors and passes over the values.</summary>
    public static void ReadSlots(ref SpanReader reader, Span<BinXmlSlot> slots)
    {
        var descriptors = reader.Position;
        var value = descriptors + (slots.Length * 4);
        for (var i = 0; i < slots.Length; i++)
        {
            int length = reader.ReadUInt16();
            slots[i] = new(value, length, reader.ReadByte());
            reader.Skip(1);
            // At most 64 Ki values of 64 KiB: cannot overflow before the check below.
            value += length;
            if (value > reader.End)
            {
                reader.Fail(BinXmlFault.PastEnd);
                return;
            }
        }

        reader.MoveTo(value);
    }

    /// <summary>Passes over a whole instance.</summary>
    public static void Skip(ref SpanReader reader)
    {
        var (_, count) = ReadHead(ref reader);
        var values = 0u;
        for (var i = 0; i < count && !reader.Faulted; i++)
        {
            values += reader.ReadUInt16();
            reader.Skip(2);
        }

        reader.Skip(values);
    }

    /// <summary>The bounds of a definition's fragment; null where there is none at that offset.</summary>
    public static (int Start, int End)? FindDefinition(ReadOnlySpan<byte> chunk, int offset)
    {
        if (offset < EvtxChunkHeader.Size)
            return null;
        var reader = new SpanReader(chunk, offset, chunk.Length);
        reader.Skip(DefinitionLinkAndGuid);
        var size = reader.ReadUInt32();
        var start = reader.Position;
        reader.Skip(size);
        return reader.Faulted ? null : (start, reader.Position);
    }
}
