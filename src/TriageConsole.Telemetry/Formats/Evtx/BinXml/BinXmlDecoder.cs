using TriageConsole.Telemetry.Formats.Evtx.Values;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Evtx.BinXml;

/// <summary>How decoding a record ended.</summary>
internal enum BinXmlOutcome
{
    /// <summary>The record is filled.</summary>
    Decoded,

    /// <summary>Provider and event id said that nobody wants the rest; only these two are filled.</summary>
    NotNeeded,

    /// <summary>The fragment could not be read.</summary>
    Broken,
}

/// <summary>
/// Fills records from their fragments by running plans. What a record is (provider, event id) is read first and the rest
/// only if it is wanted: most records of a log cost a table of lengths and two look-ups.
/// </summary>
internal sealed class BinXmlDecoder
{
    private readonly Func<string, int, bool> _needs;
    private readonly int _maxDepth;
    private readonly WorkBudget _budget = new();
    private readonly BinXmlCompiler _compiler;
    private readonly BinXmlValues _values;
    private readonly Dictionary<int, BinXmlPlan> _plans = [];
    private byte[] _chunk = [];
    private int _length;
    private BinXmlSlot[] _slots = new BinXmlSlot[256];
    private int _slotsUsed;
    private WindowsRecord _record = new();
    private int _start;
    private int _unnamed;
    private bool _identified;
    private bool _unwanted;

    /// <summary>A decoder for one file.</summary>
    public BinXmlDecoder(ReadLimits limits, Func<string, int, bool> needs)
    {
        _needs = needs;
        // Depth is stack here, so that a setting must not be able to overflow it.
        _maxDepth = Math.Clamp(limits.MaxDepth, 4, 128);
        _compiler = new(new TextPool(), _budget, _maxDepth);
        _values = new(limits.MaxFieldChars);
    }

    /// <summary>Why the last record is broken.</summary>
    public BinXmlFault Fault { get; private set; }

    /// <summary>Where in the chunk the fault was met.</summary>
    public int FaultPosition { get; private set; }

    /// <summary>Whether a value of the last record did not fit its type and is missing.</summary>
    public bool LostValue => _values.LostValue;

    /// <summary>Whether a value of the last record was cut at the limit.</summary>
    public bool CutValue => _values.CutValue;

    /// <summary>Starts a chunk; its bytes must stay as they are until the next call.</summary>
    /// <param name="chunk">Holds the chunk from its first byte.</param>
    /// <param name="length">Bytes of it that were read; nothing past them is looked at.</param>
    public void StartChunk(byte[] chunk, int length)
    {
        (_chunk, _length) = (chunk, length);
        _plans.Clear();
        _budget.StartChunk();
    }

    /// <summary>Fills <paramref name="record"/> from the fragment in <paramref name="start"/> … <paramref name="end"/>.</summary>
    public BinXmlOutcome Decode(int start, int end, WindowsRecord record)
    {
        record.Clear();
        (_record, _start) = (record, start);
        _slotsUsed = _unnamed = 0;
        _identified = _unwanted = false;
        Fault = BinXmlFault.None;
        _values.StartRecord(_chunk);
        _budget.StartRecord();
        var whole = Fragment(start, end, BinXmlScope.Document, 1);
        if (_unwanted)
            return BinXmlOutcome.NotNeeded;
        if (!whole)
            return BinXmlOutcome.Broken;
        return _identified || _needs(record.Provider, record.EventId) ? BinXmlOutcome.Decoded : BinXmlOutcome.NotNeeded;
    }

    private ReadOnlySpan<byte> Chunk => _chunk.AsSpan(0, _length);

    private bool Fragment(int start, int end, BinXmlScope scope, int depth)
    {
        if (depth > _maxDepth)
            return Fail(BinXmlFault.TooDeep, start);
        var reader = new SpanReader(Chunk, start, end);
        while (reader.Peek() == BinXmlToken.FragmentHeader)
            reader.Skip(4);
        if (reader.Faulted)
            return Fail(reader.Fault, reader.FaultPosition);
        if (BinXmlToken.WithoutFlag(reader.Peek()) == BinXmlToken.TemplateInstance)
            return Instance(reader.Position, end, scope, depth);
        return Run(_compiler.Compile(Chunk, reader.Position, end, scope, inTemplate: false), new(0, 0), depth);
    }

    private bool Instance(int start, int end, BinXmlScope scope, int depth)
    {
        if (depth > _maxDepth)
            return Fail(BinXmlFault.TooDeep, start);
        var reader = new SpanReader(Chunk, start, end);
        var (definition, count) = BinXmlInstance.ReadHead(ref reader);
        if (reader.Faulted || !_budget.TrySpend(count))
            return Fail(reader.Faulted ? reader.Fault : BinXmlFault.TooMuchWork, reader.FaultPosition);
        var slots = new Slots(_slotsUsed, count);
        if (slots.Start + count > _slots.Length)
            Array.Resize(ref _slots, Math.Max(_slots.Length * 2, slots.Start + count));
        BinXmlInstance.ReadSlots(ref reader, _slots.AsSpan(slots.Start, count));
        if (reader.Faulted)
            return Fail(reader.Fault, reader.FaultPosition);
        _slotsUsed += count;
        var done = Run(Plan(definition, scope), slots, depth);
        _slotsUsed -= count;
        return done;
    }

    private BinXmlPlan Plan(int definition, BinXmlScope scope)
    {
        var key = (definition << 3) | (int)scope;
        if (_plans.TryGetValue(key, out var plan))
            return plan;
        plan = BinXmlInstance.FindDefinition(Chunk, definition) is var (start, end)
            ? _compiler.Compile(Chunk, start, end, scope, inTemplate: true)
            : BinXmlPlan.Broken(BinXmlFault.BadTemplate, definition);
        return _plans[key] = plan;
    }

    private bool Run(BinXmlPlan plan, Slots slots, int depth)
    {
        if (plan.Fault != BinXmlFault.None)
            return Fail(plan.Fault, plan.FaultPosition);
        var identified = !_identified && plan.Provider >= 0 && plan.EventId >= 0;
        if (identified)
        {
            _identified = true;
            if (!Apply(plan, plan.Fields[plan.Provider], slots, depth) || !Apply(plan, plan.Fields[plan.EventId], slots, depth))
                return false;
            _unwanted = !_needs(_record.Provider, _record.EventId);
            if (_unwanted)
                return false;
        }

        for (var i = 0; i < plan.Fields.Length; i++)
        {
            if (identified && (i == plan.Provider || i == plan.EventId))
                continue;
            if (!Apply(plan, plan.Fields[i], slots, depth))
                return false;
        }

        return true;
    }

    private bool Apply(BinXmlPlan plan, in BinXmlField field, Slots slots, int depth)
    {
        var parts = plan.Parts.AsSpan(field.Value.Start, field.Value.Count);
        if (!Nested(parts, field.Nested, slots, depth))
            return false;
        if (field.Target == BinXmlTarget.None)
            return true;
        var before = _values.Written;
        _values.Use(_slots, slots.Start, slots.Count);
        switch (field.Target)
        {
            case BinXmlTarget.Provider:
                _record.Provider = _values.Text(parts) ?? string.Empty;
                break;
            case BinXmlTarget.EventId:
                _record.EventId = (int)Math.Clamp(_values.Integer(parts) ?? 0, 0, int.MaxValue);
                break;
            case BinXmlTarget.Version:
                _record.Version = (int?)_values.Integer(parts);
                break;
            case BinXmlTarget.RecordId:
                _record.RecordId = _values.Integer(parts);
                break;
            case BinXmlTarget.Time:
                _record.Time = _values.Time(parts);
                break;
            case BinXmlTarget.Channel:
                _record.Channel = _values.Text(parts) ?? string.Empty;
                break;
            case BinXmlTarget.Computer:
                _record.Computer = _values.Text(parts) ?? string.Empty;
                break;
            case BinXmlTarget.ProcessId:
                _record.ProcessId = _values.Integer(parts) is >= 0 and <= uint.MaxValue and var id ? (uint)id : null;
                break;
            case BinXmlTarget.Message:
                _record.Message = _values.Text(parts);
                break;
            case BinXmlTarget.Datum:
                Datum(plan, field, parts);
                break;
        }

        return _budget.TrySpend(_values.Written - before) || Fail(BinXmlFault.TooMuchWork, _start);
    }

    private void Datum(BinXmlPlan plan, in BinXmlField field, ReadOnlySpan<BinXmlPart> parts)
    {
        var name = field.Name ?? (field.NameParts.Count > 0
            ? _values.Text(plan.Parts.AsSpan(field.NameParts.Start, field.NameParts.Count))
            : null);
        if (!_values.IsArray(parts))
        {
            _record.Add(name ?? _values.Unnamed(++_unnamed), _values.Text(parts));
            return;
        }

        // An element that holds an array stands for one element an item.
        for (var position = 0; _values.TryItem(parts, ref position, out var item);)
            _record.Add(name ?? _values.Unnamed(++_unnamed), item);
    }

    /// <summary>Runs the fragments among the parts; their data stand before the text around them.</summary>
    private bool Nested(ReadOnlySpan<BinXmlPart> parts, BinXmlScope scope, Slots slots, int depth)
    {
        foreach (ref readonly var part in parts)
        {
            if (part.Kind == BinXmlPartKind.Instance)
            {
                if (!_budget.TrySpend(1) || !Instance(part.Offset, part.Offset + part.Length, scope, depth + 1))
                    return Fail(BinXmlFault.TooMuchWork, part.Offset);
            }
            else if (part.Kind == BinXmlPartKind.Slot && (uint)part.Slot < (uint)slots.Count
                && _slots[slots.Start + part.Slot] is { Type: BinXmlValueType.Fragment, Length: > 0 } value)
            {
                if (!_budget.TrySpend(1) || !Fragment(value.Offset, value.Offset + value.Length, scope, depth + 1))
                    return Fail(BinXmlFault.TooMuchWork, value.Offset);
            }
        }

        return true;
    }

    private bool Fail(BinXmlFault fault, int position)
    {
        if (Fault == BinXmlFault.None && !_unwanted)
            (Fault, FaultPosition) = (fault, position);
        return false;
    }

    private readonly record struct Slots(int Start, int Count);
}
