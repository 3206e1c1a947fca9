using System.Text;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>Provider, channel and computer names repeat on every record: one string each. Bounded, whatever the file holds.</summary>
internal sealed class NameCache
{
    private const int Slots = 64;

    private readonly (byte[] Bytes, string Text)[] _slots = new (byte[], string)[Slots];

    /// <summary>The text of these bytes of a JSON string.</summary>
    public string Get(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty)
            return string.Empty;
        var slot = (token.Length * 7 + token[0] + token[^1] * 31 + token[token.Length / 2] * 131) & (Slots - 1);
        var (bytes, text) = _slots[slot];
        if (bytes is not null && token.SequenceEqual(bytes))
            return text;
        var cut = false;
        var made = JsonText.Decode(token, token.Contains((byte)'\\'), 512, ref cut);
        _slots[slot] = (token.ToArray(), made);
        return made;
    }
}
