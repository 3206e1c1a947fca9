using System.IO.Hashing;
using System.Runtime.InteropServices;
using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>The hashes of the same few programs, parsed once and shared by their events. Bounded, whatever the file holds.</summary>
internal sealed class HashesPool
{
    private const int Slots = 512;

    private (string Text, FileHashes Hashes)[] _slots = [];

    /// <summary>The same as <see cref="FileHashes.Parse"/>.</summary>
    public FileHashes Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return FileHashes.None;
        if (_slots.Length == 0)
            _slots = new (string, FileHashes)[Slots];
        ref var slot = ref _slots[XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())) & (Slots - 1)];
        if (!string.Equals(slot.Text, text, StringComparison.Ordinal))
            slot = (text, FileHashes.Parse(text));
        return slot.Hashes;
    }
}
