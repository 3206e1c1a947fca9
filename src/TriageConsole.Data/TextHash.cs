using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TriageConsole.Data;

/// <summary>The hash by which interned texts are found; the text itself is compared on a hit.</summary>
public static class TextHash
{
    private const int Bits = 40;
    private const long Mask = (1L << Bits) - 1;

    /// <summary>XxHash64 of the UTF-16 text.</summary>
    public static long Of(string text) => unchecked((long)XxHash64.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())));

    /// <summary>What is stored beside a text and indexed: the part of its id (<see cref="IdParts"/>), then 40 bits of its hash.</summary>
    public static long Filed(long id, string text) => InPart(IdParts.Of(id), Of(text));

    /// <summary>How far a hash lies from the same one in the next part.</summary>
    internal const long PerPart = 1L << Bits;

    internal static long InPart(int part, long hash) => ((long)part << Bits) | (hash & Mask);
}
