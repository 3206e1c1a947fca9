namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>
/// Tells how far a layout's own times are from UTC, from the Sysmon records of the same file, which carry both. Per host
/// a short list of stretches with one offset each; memory does not grow with the file.
/// </summary>
/// <remarks>
/// Some collectors write local time on a 12-hour clock without AM or PM. Then the offset jumps by twelve hours at one
/// o'clock, and beyond what a time zone can be; both are taken as proof, as long as no hour above twelve was written.
/// </remarks>
internal sealed class EventClock
{
    private const int MostHosts = 4_096;
    private const int MostStretches = 32;
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Half = TimeSpan.FromHours(12);
    private static readonly TimeSpan Earliest = TimeSpan.FromHours(-14);
    private static readonly TimeSpan Latest = TimeSpan.FromHours(12);
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, List<Stretch>> _hosts = new(Domain.Comparers.HostName);
    private readonly List<Stretch> _all = [];
    private bool _hourAbove12;
    private bool _jumped;

    /// <summary>Notes one Sysmon record that carries both times.</summary>
    public void Add(string host, DateTime written, DateTime utc)
    {
        var difference = utc - written;
        var offset = new TimeSpan((long)Math.Round(difference.Ticks / (double)Quarter.Ticks) * Quarter.Ticks);
        // Records that tell of something long past, and senders that lagged, say nothing about the zone.
        if (offset < Earliest - Half || offset > Latest + Half || (difference - offset).Duration() > Slack)
            return;
        Saw(written);
        if (!_hosts.TryGetValue(host, out var stretches))
        {
            if (_hosts.Count >= MostHosts)
                return;
            _hosts[host] = stretches = [];
        }

        if (offset > Latest || offset < Earliest || IsHalfOff(stretches, offset))
            _jumped = true;
        Note(stretches, written, offset);
        Note(_all, written, offset);
    }

    /// <summary>Notes an hour that was written, by any record.</summary>
    public void Saw(DateTime written) => _hourAbove12 |= written.Hour is 0 or > 12;

    /// <summary>The UTC of a written time; null where no Sysmon record tells.</summary>
    /// <param name="host">The record's host.</param>
    /// <param name="written">The time as written.</param>
    /// <param name="ownHostOnly">Whether to leave out what records of other hosts in the file tell.</param>
    public DateTime? ToUtc(string host, DateTime written, bool ownHostOnly)
    {
        if (!_hosts.TryGetValue(host, out var stretches) || stretches.Count == 0)
        {
            // Another host may stand in another zone: its offset is taken only where all hosts agree.
            if (ownHostOnly || _all.Count == 0 || _all.Exists(s => (s.Offset - _all[0].Offset).Duration() != TimeSpan.Zero && (s.Offset - _all[0].Offset).Duration() != Half))
                return null;
            stretches = _all;
        }

        var main = stretches.MaxBy(static stretch => stretch.Count)!;
        Stretch? nearest = null;
        foreach (var stretch in stretches)
        {
            if (!IsTrusted(stretch, main))
                continue;
            // Of two equally near ones the later counts: it stands closer in the file.
            if (nearest is null || stretch.DistanceTo(written) <= nearest.DistanceTo(written))
                nearest = stretch;
        }

        var utc = written + nearest!.Offset;
        return _jumped && !_hourAbove12 ? nearest.Nearest(utc) : utc;
    }

    /// <summary>A few records that tell of something past make no zone; a jump of twelve hours needs no more than one.</summary>
    private static bool IsTrusted(Stretch stretch, Stretch main) =>
        stretch.Offset == main.Offset
        || (stretch.Offset - main.Offset).Duration() == Half
        || stretch.Count >= main.Count / 10.0;

    private static bool IsHalfOff(List<Stretch> stretches, TimeSpan offset)
    {
        foreach (var stretch in stretches)
        {
            if ((stretch.Offset - offset).Duration() == Half)
                return true;
        }

        return false;
    }

    private static void Note(List<Stretch> stretches, DateTime written, TimeSpan offset)
    {
        for (var i = stretches.Count - 1; i >= 0; i--)
        {
            if (stretches[i].Offset != offset || stretches[i].DistanceTo(written) > Gap)
                continue;
            var found = stretches[i];
            found.Extend(written);
            stretches.RemoveAt(i);
            stretches.Add(found);
            return;
        }

        if (stretches.Count >= MostStretches)
            stretches.RemoveAt(0);
        stretches.Add(new Stretch(written, offset));
    }

    private sealed class Stretch(DateTime written, TimeSpan offset)
    {
        private DateTime _from = written;
        private DateTime _to = written;

        public TimeSpan Offset { get; } = offset;

        public int Count { get; private set; } = 1;

        public void Extend(DateTime time)
        {
            Count++;
            _from = time < _from ? time : _from;
            _to = time > _to ? time : _to;
        }

        public TimeSpan DistanceTo(DateTime time) => time < _from ? _from - time : time > _to ? time - _to : TimeSpan.Zero;

        /// <summary>Of the three readings that a 12-hour clock leaves, the one nearest to this stretch.</summary>
        public DateTime Nearest(DateTime utc)
        {
            var best = utc;
            foreach (var candidate in (ReadOnlySpan<DateTime>)[utc - Half, utc + Half])
            {
                if (DistanceTo(candidate - Offset) < DistanceTo(best - Offset))
                    best = candidate;
            }

            return best;
        }
    }
}
