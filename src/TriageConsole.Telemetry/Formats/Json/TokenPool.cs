using System.IO.Hashing;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>
/// Gives the same string for the same bytes of a JSON token as long as it remembers them: images, users, hosts and hashes
/// repeat from record to record, and events are held by the ten thousand, so that each saved string is saved twice, when it
/// would be made and when it would be kept. Direct-mapped: memory is bounded and hostile collisions only cost the saving.
/// </summary>
/// <remarks>
/// What was met once is kept by its hash and its text alone, and by its bytes only when it comes again: values that never
/// repeat cost a hash, and can't drive out those that do.
/// </remarks>
internal sealed class TokenPool
{
    private const int Fewest = 256;

    // Two tables of 16 bytes an entry, below what is a large object.
    private const int Most = 4_096;
    private const int LongestKept = 512;

    private readonly char[] _chars = new char[LongestKept];
    private (ulong Hash, string Text)[] _seen = new (ulong, string)[Fewest];
    private (byte[] Bytes, string Text)[] _kept = new (byte[], string)[Fewest];
    private int _misses;

    /// <summary>The text of a token, as <see cref="JsonText.Decode"/> gives it.</summary>
    public string Get(ReadOnlySpan<byte> token, bool escaped, int maxChars, ref bool cut)
    {
        if (token.IsEmpty)
            return string.Empty;
        // No text is longer than its bytes.
        if (token.Length > LongestKept || token.Length > maxChars)
            return JsonText.Decode(token, escaped, maxChars, ref cut);
        var hash = XxHash3.HashToUInt64(token);
        ref var kept = ref _kept[hash & (ulong)(_kept.Length - 1)];
        if (kept.Bytes is { } bytes && token.SequenceEqual(bytes))
            return kept.Text;
        var text = JsonText.Decode(token, escaped, _chars);
        ref var seen = ref _seen[(hash >> 20) & (ulong)(_seen.Length - 1)];
        if (seen.Hash == hash && text.SequenceEqual(seen.Text))
        {
            kept = (token.ToArray(), seen.Text);
            return seen.Text;
        }

        var made = new string(text);
        seen = (hash, made);
        if (++_misses > _seen.Length && _seen.Length < Most)
            Grow();
        return made;
    }

    /// <summary>The text of a name that is cut without a word where it is too long to be one.</summary>
    public string Name(ReadOnlySpan<byte> token)
    {
        var cut = false;
        return Get(token, token.Contains((byte)'\\'), LongestKept, ref cut);
    }

    // A small file needs little; what is forgotten by growing comes again.
    private void Grow()
    {
        _misses = 0;
        _seen = new (ulong, string)[_seen.Length * 4];
        _kept = new (byte[], string)[_kept.Length * 4];
    }
}
