namespace TriageConsole.Detection.CommandLines;

/// <summary>Grows a <see cref="MappedText"/> character by character.</summary>
internal struct MappedWriter(int capacity)
{
    private char[] _text = new char[capacity];
    private int[] _map = new int[capacity + 1];

    public int Length { get; private set; }

    public void Add(char c, int rawStart)
    {
        if (Length == _text.Length)
        {
            Array.Resize(ref _text, (_text.Length * 2) + 16);
            Array.Resize(ref _map, _text.Length + 1);
        }

        _text[Length] = c;
        _map[Length++] = rawStart;
    }

    public readonly MappedText Finish(int rawEnd)
    {
        var map = _map.AsSpan(0, Length + 1).ToArray();
        map[Length] = rawEnd;
        return new MappedText(new string(_text, 0, Length), map);
    }
}
