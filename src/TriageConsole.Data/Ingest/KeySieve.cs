namespace TriageConsole.Data.Ingest;

/// <summary>
/// A set of 64-bit keys that may answer yes for one that was never added (about one in two hundred, of each full segment), and never no for one
/// that was: a blocked Bloom filter that grows by segments, few of
/// them, since each is asked. A byte and a half a key.
/// </summary>
internal sealed class KeySieve(int expected)
{
    private const int BitsPerKey = 12;
    private const int BitsPerBlock = 512;
    private const int Probes = 6;
    private const int Smallest = 1 << 18;
    private const int Growth = 4;
    private const int Largest = 1 << 26;

    // A segment is made whole: a larger one would stand empty for long.
    private const int LargestAdded = 1 << 23;

    private readonly List<Segment> _segments = [new Segment(Math.Clamp(expected, Smallest, Largest))];

    public void Add(ulong key)
    {
        if (MayHold(key))
            return;
        var last = _segments[^1];
        if (last.Count >= last.Capacity)
            _segments.Add(last = new Segment(Math.Min(last.Capacity, LargestAdded / Growth) * Growth));
        last.Add(key);
    }

    public bool MayHold(ulong key)
    {
        for (var i = _segments.Count - 1; i >= 0; i--)
        {
            if (_segments[i].MayHold(key))
                return true;
        }

        return false;
    }

    private sealed class Segment
    {
        private readonly ulong[] _words;
        private readonly ulong _blocks;

        public Segment(int capacity)
        {
            Capacity = capacity;
            _blocks = (ulong)Math.Max(1, (long)capacity * BitsPerKey / BitsPerBlock);
            _words = new ulong[_blocks * (BitsPerBlock / 64)];
        }

        public int Capacity { get; }

        public int Count { get; private set; }

        public void Add(ulong key)
        {
            var (block, bits) = Place(key);
            for (var i = 0; i < Probes; i++, bits >>= 9)
                _words[block + (int)((bits & 511) >> 6)] |= 1UL << (int)(bits & 63);
            Count++;
        }

        public bool MayHold(ulong key)
        {
            var (block, bits) = Place(key);
            for (var i = 0; i < Probes; i++, bits >>= 9)
            {
                if ((_words[block + (int)((bits & 511) >> 6)] & (1UL << (int)(bits & 63))) == 0)
                    return false;
            }

            return true;
        }

        // The high half chooses the block, another mix the bits in it.
        private (int Block, ulong Bits) Place(ulong key)
        {
            var block = (int)(((UInt128)key * _blocks) >> 64) * (BitsPerBlock / 64);
            return (block, (key * 0x9E3779B97F4A7C15) ^ (key >> 29));
        }
    }
}
