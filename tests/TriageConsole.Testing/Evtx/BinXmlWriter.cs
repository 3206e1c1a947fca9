using System.Text;

namespace TriageConsole.Testing.Evtx;

/// <summary>Writes BinXML tokens into a chunk. Checks nothing: tests write nonsense with it too.</summary>
public sealed class BinXmlWriter(EvtxChunk chunk, bool inTemplate = false)
{
    private const byte More = 0x40;
    private readonly Stack<int> _open = new();
    private int _attributeSize;
    private bool _attributes;

    /// <summary>Whether element starts carry a dependency identifier, as they do in template definitions.</summary>
    public bool WithDependencies { get; set; } = inTemplate;

    /// <summary>Offset in the chunk of the next byte.</summary>
    public int Position => chunk.Position;

    /// <summary>Any bytes.</summary>
    public void Raw(params ReadOnlySpan<byte> bytes) => chunk.Raw(bytes);

    /// <summary>Token 0F.</summary>
    public void FragmentHeader() => Raw(0x0F, 1, 1, 0);

    /// <summary>Token 00.</summary>
    public void EndOfStream() => Raw(0);

    /// <summary>An element with what is written into it.</summary>
    public void Element(string name, Action? attributes = null, Action? content = null)
    {
        Open(name, attributes is not null);
        attributes?.Invoke();
        EndAttributes();
        if (content is null)
        {
            CloseEmpty();
            return;
        }

        Raw(0x02);
        content();
        End();
    }

    /// <summary>Token 01 or 41 with the element's name.</summary>
    public void Open(string name, bool attributes = false)
    {
        Raw(attributes ? (byte)(0x01 | More) : (byte)0x01);
        if (WithDependencies)
            chunk.UInt16(0xFFFF);
        _open.Push(Position);
        chunk.UInt32(0);
        chunk.Name(name);
        _attributes = attributes;
        if (!attributes)
            return;
        _attributeSize = Position;
        chunk.UInt32(0);
    }

    /// <summary>Token 06 with its name; its value follows.</summary>
    public void Attribute(string name)
    {
        Raw(0x06);
        chunk.Name(name);
    }

    /// <summary>An attribute with constant text.</summary>
    public void Attribute(string name, string text)
    {
        Attribute(name);
        Text(text);
    }

    /// <summary>Token 03.</summary>
    public void CloseEmpty()
    {
        Raw(0x03);
        Measure();
    }

    /// <summary>Token 04.</summary>
    public void End()
    {
        Raw(0x04);
        Measure();
    }

    /// <summary>Token 05 with text.</summary>
    public void Text(string text)
    {
        Raw(0x05, 0x01);
        Counted(text);
    }

    /// <summary>Token 05 with a value of any type; text and binary with their length before them.</summary>
    public void Literal(EvtxValue value)
    {
        Raw(0x05, value.Type);
        var counts = value.Type is 0x01 or 0x02 or 0x0E;
        var start = Position;
        if (counts)
            chunk.UInt16(0);
        value.Write(this);
        if (counts)
            chunk.Patch(start, (ushort)((Position - start - 2) / (value.Type == 0x01 ? 2 : 1)));
    }

    /// <summary>Token 07.</summary>
    public void CData(string text)
    {
        Raw(0x07);
        Counted(text);
    }

    /// <summary>Token 08.</summary>
    public void CharacterReference(char value)
    {
        Raw(0x08);
        chunk.UInt16(value);
    }

    /// <summary>Token 09.</summary>
    public void EntityReference(string name)
    {
        Raw(0x09);
        chunk.Name(name);
    }

    /// <summary>Tokens 0A and 0B.</summary>
    public void ProcessingInstruction(string target, string data)
    {
        Raw(0x0A);
        chunk.Name(target);
        Raw(0x0B);
        Counted(data);
    }

    /// <summary>Token 0D or 0E.</summary>
    public void Slot(int number, byte type, bool optional = false)
    {
        Raw(optional ? (byte)0x0E : (byte)0x0D);
        chunk.UInt16((ushort)number);
        Raw(type);
    }

    /// <summary>Token 0C with the values.</summary>
    public void Instance(EvtxTemplate template, params IReadOnlyList<EvtxValue> values)
    {
        Raw(0x0C, 0x01);
        Raw(template.Id.ToByteArray().AsSpan(0, 4));
        chunk.Template(template);
        Values(values);
    }

    /// <summary>The values of an instance: count, descriptors, bytes.</summary>
    public void Values(IReadOnlyList<EvtxValue> values)
    {
        chunk.UInt32((uint)values.Count);
        var descriptors = Position;
        foreach (var value in values)
            Raw(0, 0, value.Type, 0);
        for (var i = 0; i < values.Count; i++)
        {
            var start = Position;
            values[i].Write(new BinXmlWriter(chunk));
            chunk.Patch(descriptors + (i * 4), (ushort)(Position - start));
        }
    }

    private void EndAttributes()
    {
        if (_attributes)
            chunk.Patch(_attributeSize, (uint)(Position - _attributeSize - 4));
    }

    private void Measure()
    {
        var size = _open.Pop();
        chunk.Patch(size, (uint)(Position - size - 4));
    }

    private void Counted(string text)
    {
        chunk.UInt16((ushort)text.Length);
        Raw(Encoding.Unicode.GetBytes(text));
    }
}
