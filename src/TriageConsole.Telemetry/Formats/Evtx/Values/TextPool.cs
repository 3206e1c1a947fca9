using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TriageConsole.Telemetry.Formats.Evtx.Values;

/// <summary>
/// Gives the same string for the same characters as long as it remembers them. Logs repeat themselves (images, users,
/// hosts, names), so most values cost a look-up instead of an allocation. Direct-mapped: memory is bounded and hostile
/// collisions only cost the saving.
/// </summary>
internal sealed class TextPool
{
    private const int Slots = 4096;
    private const int LongestKept = 512;
    private readonly string?[] _texts = new string?[Slots];

    /// <summary>The characters as a string.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return string.Empty;
        if (text.Length > LongestKept)
            return new string(text);
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text));
        ref var slot = ref _texts[hash & (Slots - 1)];
        if (slot is { } known && text.SequenceEqual(known))
            return known;
        return slot = new string(text);
    }
}
