using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TriageConsole.Data;

/// <summary>The hash by which interned texts are found; the text itself is compared on a hit.</summary>
public static class TextHash
{
    public static long Of(string text) => unchecked((long)XxHash64.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())));
}
