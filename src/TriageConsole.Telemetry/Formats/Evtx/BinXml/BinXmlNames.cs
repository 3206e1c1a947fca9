using System.Runtime.InteropServices;
using TriageConsole.Telemetry.Formats.Evtx.Values;

namespace TriageConsole.Telemetry.Formats.Evtx.BinXml;

/// <summary>
/// Names of elements, attributes and entities. A name stands once in a chunk, in line at its first use; later uses carry
/// its offset.
/// </summary>
internal sealed class BinXmlNames(TextPool pool, WorkBudget budget)
{
    /// <summary>Takes a name's offset, and the name itself where it stands in line; false (without a fault) where it is no name.</summary>
    public bool TryRead(ref SpanReader reader, ReadOnlySpan<byte> chunk, out string name)
    {
        var offset = reader.ReadUInt32();
        name = string.Empty;
        if (offset == (uint)reader.Position)
            return TryReadAt(ref reader, out name);
        // Names lie in the chunk's body, and before their second use.
        if (offset < EvtxChunkHeader.Size || offset > (uint)reader.Position)
            return false;
        var elsewhere = new SpanReader(chunk, (int)offset, chunk.Length);
        return TryReadAt(ref elsewhere, out name);
    }

    /// <summary>As <see cref="TryRead"/>, with a fault where it is no name.</summary>
    public string Read(ref SpanReader reader, ReadOnlySpan<byte> chunk)
    {
        if (!TryRead(ref reader, chunk, out var name))
            reader.Fail(BinXmlFault.BadName);
        return name;
    }

    /// <summary>
    /// Takes what stands between an element's token and its attributes. Elements of template definitions carry a dependency
    /// identifier, others do not, and some writers do it the other way round; the name tells which it is.
    /// </summary>
    public string ReadElementHead(ref SpanReader reader, ReadOnlySpan<byte> chunk, bool inTemplate)
    {
        var start = reader;
        if (TryElementHead(ref reader, chunk, inTemplate, out var name))
            return name;
        reader = start;
        if (TryElementHead(ref reader, chunk, !inTemplate, out name))
            return name;
        reader = start;
        reader.Fail(BinXmlFault.BadName);
        return string.Empty;
    }

    private bool TryElementHead(ref SpanReader reader, ReadOnlySpan<byte> chunk, bool dependency, out string name)
    {
        reader.Skip(dependency ? 6u : 4u);
        return TryRead(ref reader, chunk, out name) && !reader.Faulted;
    }

    private bool TryReadAt(ref SpanReader reader, out string name)
    {
        reader.Skip(6);
        int length = reader.ReadUInt16();
        var bytes = reader.Take(length * 2);
        name = string.Empty;
        if (reader.ReadUInt16() != 0 || reader.Faulted || length == 0)
            return false;
        if (!budget.TrySpend(length))
        {
            reader.Fail(BinXmlFault.TooMuchWork);
            return false;
        }

        name = pool.Get(MemoryMarshal.Cast<byte, char>(bytes));
        return true;
    }
}
