using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Chains;

/// <summary>
/// The processes of a host that judging can look at, told from outlines: proxy hosts, what descends from them in time, what a
/// broker may have started for them, and all ancestors of these. Rather one too many than one too few: judging them alone
/// must give what judging the whole host gives.
/// </summary>
internal static class JudgedReach
{
    public static List<long> Of(HostTable table, ReferenceData reference, DetectionSettings settings)
    {
        if (table.Hosts.Count == 0)
            return [];
        var needed = new bool[table.Count];
        var order = table.TopDown();
        Down(table, order, needed, new BrokerChildren(table, reference, settings), settings.TimeWindow.Ticks);
        for (var i = order.Length - 1; i >= 0; i--)
        {
            if (needed[order[i]] && table.Parent(order[i]) is >= 0 and var parent)
                needed[parent] = true;
        }

        var ids = new List<long>();
        for (var i = 0; i < needed.Length; i++)
        {
            if (needed[i])
                ids.Add(table.Facts(i).Id);
        }

        return ids;
    }

    // For every process the latest start among the hosts above it. Which of them keys its chain, or that a shell turns out to
    // be none, is not known yet: the latest lets the most through, also where a child's clock ran behind its parent's.
    private static void Down(HostTable table, int[] order, bool[] needed, BrokerChildren brokered, long window)
    {
        var latest = new long[table.Count];
        foreach (var i in order)
        {
            var parent = table.Parent(i);
            var start = table.Facts(i).StartUtc?.Ticks;
            latest[i] = parent < 0 ? -1 : latest[parent];
            if (parent >= 0 && table.Identity(parent) is not null)
            {
                needed[i] = true;
                latest[i] = Math.Max(latest[i], table.Facts(parent).StartUtc?.Ticks ?? long.MaxValue);
            }

            needed[i] |= table.Identity(i) is not null || (latest[i] >= 0 && (start is null || start.Value - latest[i] <= window));
            if (start is { } at && brokered.Holds(i, at))
            {
                needed[i] = true;
                latest[i] = Math.Max(latest[i], at);
            }
        }
    }

    private sealed class BrokerChildren(HostTable table, ReferenceData reference, DetectionSettings settings)
    {
        private readonly long _window = Math.Max(settings.BrokerWindow.Ticks, settings.TaskWindow.Ticks);

        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names =
            reference.Brokers.Select(broker => broker.Name).ToHashSet(Comparers.ImagePath).GetAlternateLookup<ReadOnlySpan<char>>();

        // Indexes are by start, so these are in order.
        private readonly long[] _starts = [.. table.Hosts.Select(host => table.Facts(host).StartUtc).OfType<DateTime>().Select(start => start.Ticks)];

        public bool Holds(int index, long start)
        {
            var facts = table.Facts(index);
            var image = (table.Parent(index) is >= 0 and var parent ? table.Facts(parent).Image : facts.ParentImage).AsSpan();
            if (!_names.Contains(image[(image.LastIndexOfAny('\\', '/') + 1)..]))
                return false;
            var at = Array.BinarySearch(_starts, start);
            at = at < 0 ? ~at - 1 : at;
            return at >= 0 && start - _starts[at] <= _window;
        }
    }
}
