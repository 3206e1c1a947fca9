using System.Globalization;

namespace TriageConsole.Telemetry.Formats.Evtx.Values;

/// <summary>Characters being put together, used again for every value; stops growing at its limit and says so.</summary>
internal sealed class TextBuffer(int limit)
{
    private char[] _chars = new char[Math.Min(limit, 256)];
    private int _length;

    /// <summary>Whether characters were dropped since <see cref="Clear"/>.</summary>
    public bool WasCut { get; private set; }

    /// <summary>What stands in the buffer.</summary>
    public ReadOnlySpan<char> Text => _chars.AsSpan(0, _length);

    /// <summary>Empties the buffer.</summary>
    public void Clear()
    {
        _length = 0;
        WasCut = false;
    }

    /// <summary>Adds text as far as the limit allows.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var room = limit - _length;
        if (text.Length > room)
        {
            WasCut = true;
            text = text[..room];
        }

        if (text.Length > _chars.Length - _length)
            Array.Resize(ref _chars, (int)Math.Min(limit, Math.Max((long)_chars.Length * 2, (long)_length + text.Length)));
        text.CopyTo(_chars.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Adds one character.</summary>
    public void Add(char value) => Add([value]);

    /// <summary>Adds a number, date or GUID, culture-free.</summary>
    public void Add<T>(T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        Span<char> text = stackalloc char[64];
        if (value.TryFormat(text, out var written, format, CultureInfo.InvariantCulture))
            Add(text[..written]);
    }
}
