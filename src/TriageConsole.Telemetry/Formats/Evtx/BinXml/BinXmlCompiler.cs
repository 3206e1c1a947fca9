using System.Runtime.InteropServices;
using TriageConsole.Telemetry.Formats.Evtx.Values;

namespace TriageConsole.Telemetry.Formats.Evtx.BinXml;

/// <summary>
/// Turns a fragment's tokens into a <see cref="BinXmlPlan"/>: walks the element tree once and keeps only the values that a
/// record is made of. Everything the fragment says is checked here, so that running a plan needs no grammar.
/// </summary>
internal sealed class BinXmlCompiler(TextPool texts, WorkBudget budget, int maxDepth)
{
    private const int FieldCost = 16;
    private readonly BinXmlNames _names = new(texts, budget);
    private readonly List<BinXmlField> _fields = [];
    private readonly List<BinXmlPart> _parts = [];
    private readonly List<BinXmlPart> _pending = [];

    /// <summary>Compiles the fragment in <paramref name="start"/> … <paramref name="end"/> of the chunk.</summary>
    /// <param name="chunk">The chunk, as far as it was read.</param>
    /// <param name="start">First token.</param>
    /// <param name="end">End of what holds the fragment.</param>
    /// <param name="scope">Where the fragment stands in the event.</param>
    /// <param name="inTemplate">Whether it is a template's definition.</param>
    public BinXmlPlan Compile(ReadOnlySpan<byte> chunk, int start, int end, BinXmlScope scope, bool inTemplate)
    {
        _fields.Clear();
        _parts.Clear();
        _pending.Clear();
        var reader = new SpanReader(chunk, start, end);
        Fragment(ref reader, new(chunk, scope, inTemplate));
        return reader.Faulted
            ? BinXmlPlan.Broken(reader.Fault, reader.FaultPosition)
            : new([.. _fields], [.. _parts]);
    }

    private void Fragment(ref SpanReader reader, Place place)
    {
        while (!reader.Faulted)
        {
            switch (BinXmlToken.WithoutFlag(reader.Peek()))
            {
                case -1 or BinXmlToken.EndOfStream:
                    return;
                case BinXmlToken.FragmentHeader:
                    reader.Skip(4);
                    break;
                case BinXmlToken.OpenStartElement:
                    Element(ref reader, place, 1);
                    break;
                default:
                    Loose(ref reader, place);
                    break;
            }
        }
    }

    private void Element(ref SpanReader reader, Place place, int depth)
    {
        if (depth > maxDepth)
        {
            reader.Fail(BinXmlFault.TooDeep);
            return;
        }

        var hasAttributes = (reader.ReadByte() & BinXmlToken.MoreFlag) != 0;
        var name = _names.ReadElementHead(ref reader, place.Chunk, place.InTemplate);
        if (hasAttributes)
            reader.Skip(4);
        var (children, target) = BinXmlSchema.Element(place.Scope, name);
        var datum = new DatumName(target == BinXmlTarget.Datum && name != "Data" ? name : null, default);
        while (BinXmlToken.WithoutFlag(reader.Peek()) == BinXmlToken.Attribute)
            Attribute(ref reader, place, name, target, ref datum);
        switch (reader.ReadByte())
        {
            case BinXmlToken.CloseEmptyElement:
                break;
            case BinXmlToken.CloseStartElement:
                Content(ref reader, place with { Scope = children }, target, datum, depth);
                return;
            default:
                reader.Fail(BinXmlFault.UnknownToken);
                return;
        }

        if (target == BinXmlTarget.Datum)
            AddField(ref reader, new(target, children, datum.Constant, datum.Parts, default));
    }

    private void Content(ref SpanReader reader, Place inside, BinXmlTarget target, DatumName datum, int depth)
    {
        var mark = _pending.Count;
        var leaf = true;
        while (!reader.Faulted)
        {
            switch (BinXmlToken.WithoutFlag(reader.Peek()))
            {
                case BinXmlToken.EndElement:
                    reader.Skip(1);
                    // A datum without children may be empty; one with children is only a wrapper unless it has text too.
                    if (target != BinXmlTarget.None && (leaf || _pending.Count > mark))
                        AddField(ref reader, new(target, inside.Scope, datum.Constant, datum.Parts, Commit(mark)));
                    return;
                case BinXmlToken.OpenStartElement:
                    leaf = false;
                    Element(ref reader, inside, depth + 1);
                    break;
                default:
                    if (target == BinXmlTarget.None)
                        Loose(ref reader, inside);
                    else
                        Part(ref reader, inside);
                    break;
            }
        }
    }

    private void Attribute(ref SpanReader reader, Place place, string element, BinXmlTarget target, ref DatumName datum)
    {
        reader.Skip(1);
        var name = _names.Read(ref reader, place.Chunk);
        var mark = _pending.Count;
        while (IsPart(reader.Peek()))
            Part(ref reader, place);
        if (target == BinXmlTarget.Datum && name == "Name")
        {
            datum = _pending.Count == mark + 1 && _pending[mark].Text is { } constant
                ? new(constant, default)
                : new(null, Commit(mark));
        }
        else if (BinXmlSchema.Attribute(place.Scope, element, name) is var meaning and not BinXmlTarget.None)
        {
            AddField(ref reader, new(meaning, BinXmlScope.Ignored, null, default, Commit(mark)));
        }

        _pending.RemoveRange(mark, _pending.Count - mark);
    }

    /// <summary>Text outside any value: dropped, but what may turn out to be a fragment is a field of its own.</summary>
    private void Loose(ref SpanReader reader, Place place)
    {
        var mark = _pending.Count;
        Part(ref reader, place);
        if (_pending.Count > mark && place.Scope != BinXmlScope.Ignored
            && _pending[mark].Kind is BinXmlPartKind.Slot or BinXmlPartKind.Instance)
        {
            AddField(ref reader, new(BinXmlTarget.None, place.Scope, null, default, Commit(mark)));
        }

        _pending.RemoveRange(mark, _pending.Count - mark);
    }

    private static bool IsPart(int token) => BinXmlToken.WithoutFlag(token) is BinXmlToken.Value or BinXmlToken.CData
        or BinXmlToken.CharacterReference or BinXmlToken.EntityReference
        or BinXmlToken.NormalSubstitution or BinXmlToken.OptionalSubstitution;

    private void Part(ref SpanReader reader, Place place)
    {
        if (!budget.TrySpend(1))
            reader.Fail(BinXmlFault.TooMuchWork);
        var start = reader.Position;
        switch (BinXmlToken.WithoutFlag(reader.Peek()))
        {
            case BinXmlToken.NormalSubstitution or BinXmlToken.OptionalSubstitution:
                reader.Skip(1);
                var slot = reader.ReadUInt16();
                _pending.Add(new(BinXmlPartKind.Slot, reader.ReadByte(), slot, 0, null));
                break;
            case BinXmlToken.Value:
                reader.Skip(1);
                Literal(ref reader, place, reader.ReadByte());
                break;
            case BinXmlToken.CData:
                reader.Skip(1);
                Literal(ref reader, place, BinXmlValueType.Utf16);
                break;
            case BinXmlToken.CharacterReference:
                reader.Skip(1);
                _pending.Add(BinXmlPart.Constant(texts.Get([(char)reader.ReadUInt16()])));
                break;
            case BinXmlToken.EntityReference:
                reader.Skip(1);
                _pending.Add(BinXmlPart.Constant(Entity(_names.Read(ref reader, place.Chunk))));
                break;
            case BinXmlToken.TemplateInstance:
                BinXmlInstance.Skip(ref reader);
                _pending.Add(new(BinXmlPartKind.Instance, 0, start, reader.Position - start, null));
                break;
            case BinXmlToken.ProcessingTarget:
                reader.Skip(1);
                _names.Read(ref reader, place.Chunk);
                break;
            case BinXmlToken.ProcessingData:
                reader.Skip(1);
                reader.Skip(reader.ReadUInt16() * 2u);
                break;
            case -1:
                reader.Fail(BinXmlFault.PastEnd);
                break;
            default:
                reader.Fail(BinXmlFault.UnknownToken);
                break;
        }
    }

    private void Literal(ref SpanReader reader, Place place, byte type)
    {
        var length = BinXmlLiteral.ReadLength(ref reader, type);
        var offset = reader.Position;
        var bytes = reader.Take(length);
        // A template's constants are used by many records, a plain record's only if that record is wanted at all.
        _pending.Add(place.InTemplate && type == BinXmlValueType.Utf16 && budget.TrySpend(bytes.Length / 2)
            ? BinXmlPart.Constant(texts.Get(MemoryMarshal.Cast<byte, char>(bytes)))
            : new(BinXmlPartKind.Literal, type, offset, bytes.Length, null));
    }

    private static string Entity(string name) => name switch
    {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => $"&{name};",
    };

    private BinXmlParts Commit(int mark)
    {
        var run = new BinXmlParts(_parts.Count, _pending.Count - mark);
        for (var i = mark; i < _pending.Count; i++)
            _parts.Add(_pending[i]);
        _pending.RemoveRange(mark, run.Count);
        return run;
    }

    private void AddField(ref SpanReader reader, BinXmlField field)
    {
        if (budget.TrySpend(FieldCost))
            _fields.Add(field);
        else
            reader.Fail(BinXmlFault.TooMuchWork);
    }

    private readonly record struct DatumName(string? Constant, BinXmlParts Parts);

    private readonly ref struct Place(ReadOnlySpan<byte> chunk, BinXmlScope scope, bool inTemplate)
    {
        public ReadOnlySpan<byte> Chunk { get; } = chunk;

        public BinXmlScope Scope { get; init; } = scope;

        public bool InTemplate { get; } = inTemplate;
    }
}
