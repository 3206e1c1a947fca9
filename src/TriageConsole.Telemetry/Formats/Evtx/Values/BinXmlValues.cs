using System.Globalization;
using TriageConsole.Telemetry.Formats.Evtx.BinXml;

namespace TriageConsole.Telemetry.Formats.Evtx.Values;

/// <summary>
/// The values of fields, put together from their parts: as text, number, time or the items of an array. Counts what it
/// writes, so that the work can be paid for, and remembers what was lost.
/// </summary>
internal sealed class BinXmlValues(int maxChars)
{
    private readonly TextPool _pool = new();
    private readonly TextBuffer _buffer = new(maxChars);
    private byte[] _chunk = [];
    private BinXmlSlot[] _slots = [];
    private int _slotStart;
    private int _slotCount;

    /// <summary>Units of work done so far in this record: characters and values.</summary>
    public int Written { get; private set; }

    /// <summary>Whether a value did not fit its type.</summary>
    public bool LostValue { get; private set; }

    /// <summary>Whether a value was cut at the limit.</summary>
    public bool CutValue { get; private set; }

    /// <summary>Starts a record of a chunk.</summary>
    public void StartRecord(byte[] chunk)
    {
        _chunk = chunk;
        Written = 0;
        LostValue = CutValue = false;
    }

    /// <summary>Sets the substitutions that slots refer to; their bounds in the chunk were checked when they were read.</summary>
    public void Use(BinXmlSlot[] slots, int start, int count) => (_slots, _slotStart, _slotCount) = (slots, start, count);

    /// <summary>The name of the <paramref name="number"/>-th datum without one.</summary>
    public string Unnamed(int number)
    {
        _buffer.Clear();
        _buffer.Add("Data");
        _buffer.Add(number);
        return _pool.Get(_buffer.Text);
    }

    /// <summary>The value as text; null where nothing stands there.</summary>
    public string? Text(ReadOnlySpan<BinXmlPart> parts)
    {
        if (parts.IsEmpty)
            return string.Empty;
        if (parts.Length == 1)
        {
            if (parts[0].Text is { } constant)
                return constant;
            var value = Resolve(parts[0], out var type);
            return type is BinXmlValueType.Null or BinXmlValueType.Fragment ? null : Single(type, value);
        }

        _buffer.Clear();
        foreach (ref readonly var part in parts)
        {
            if (part.Text is { } constant)
                _buffer.Add(constant);
            else
                Add(Resolve(part, out var type), type);
        }

        return Finish();
    }

    /// <summary>The value as a whole number; null where it is none.</summary>
    public long? Integer(ReadOnlySpan<BinXmlPart> parts)
    {
        if (parts.Length == 1 && parts[0].Text is null
            && Resolve(parts[0], out var type) is var value && BinXmlValueText.TryInteger(type, value, out var number))
        {
            return number;
        }

        var text = Text(parts);
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out number))
            return number;
        LostValue |= !string.IsNullOrEmpty(text);
        return null;
    }

    /// <summary>The value as a time, UTC; null where it is none.</summary>
    public DateTime? Time(ReadOnlySpan<BinXmlPart> parts)
    {
        if (parts.Length == 1 && parts[0].Text is null
            && Resolve(parts[0], out var type) is var value && BinXmlValueText.TryTime(type, value, out var time))
        {
            return time;
        }

        var text = Text(parts);
        const DateTimeStyles style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, style, out time))
            return time;
        LostValue |= !string.IsNullOrEmpty(text);
        return null;
    }

    /// <summary>Whether the value is one array.</summary>
    public bool IsArray(ReadOnlySpan<BinXmlPart> parts)
    {
        if (parts is not [{ Kind: BinXmlPartKind.Slot }])
            return false;
        Resolve(parts[0], out var type);
        return (type & BinXmlValueType.Array) != 0;
    }

    /// <summary>Takes the next item of an array off <paramref name="position"/> (0 at first); false at the end.</summary>
    public bool TryItem(ReadOnlySpan<BinXmlPart> parts, ref int position, out string? item)
    {
        var all = Resolve(parts[0], out var type);
        var rest = all[position..];
        item = null;
        if (!BinXmlArray.TryTake(type & ~BinXmlValueType.Array, ref rest, out var value))
            return false;
        position = all.Length - rest.Length;
        item = Single(type & ~BinXmlValueType.Array, value);
        return true;
    }

    private ReadOnlySpan<byte> Resolve(in BinXmlPart part, out int type)
    {
        switch (part.Kind)
        {
            case BinXmlPartKind.Literal:
                type = part.Type;
                return _chunk.AsSpan(part.Offset, part.Length);
            case BinXmlPartKind.Slot when (uint)part.Slot < (uint)_slotCount:
                ref readonly var slot = ref _slots[_slotStart + part.Slot];
                type = slot.Type;
                return _chunk.AsSpan(slot.Offset, slot.Length);
            default:
                type = BinXmlValueType.Null;
                return default;
        }
    }

    private string? Single(int type, ReadOnlySpan<byte> value)
    {
        if (type == BinXmlValueType.Utf16 && value.Length / 2 <= maxChars)
        {
            Written += 4 + (value.Length / 2);
            return _pool.Get(BinXmlValueText.Utf16(value));
        }

        _buffer.Clear();
        return Add(value, type) ? Finish() : null;
    }

    private bool Add(ReadOnlySpan<byte> value, int type)
    {
        Written += 4;
        if ((type & BinXmlValueType.Array) == 0)
            return type == BinXmlValueType.Fragment || Kept(BinXmlValueText.TryAdd(type, value, _buffer));
        // An array in the middle of text, or in an attribute: its items in one line.
        var kept = true;
        for (var first = true; !_buffer.WasCut && BinXmlArray.TryTake(type & ~BinXmlValueType.Array, ref value, out var item); first = false)
        {
            if (!first)
                _buffer.Add(',');
            kept &= Kept(BinXmlValueText.TryAdd(type & ~BinXmlValueType.Array, item, _buffer));
        }

        return kept;
    }

    private bool Kept(bool readable)
    {
        LostValue |= !readable;
        return readable;
    }

    private string Finish()
    {
        Written += _buffer.Text.Length;
        CutValue |= _buffer.WasCut;
        return _pool.Get(_buffer.Text);
    }
}
