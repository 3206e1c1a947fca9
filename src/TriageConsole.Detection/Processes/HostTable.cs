using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Processes;

/// <summary>
/// The processes of one host in a fixed order with their parents and children. Invariant: following <see cref="Parent"/>
/// ends, whatever the data says; an edge that would close a loop is left out.
/// </summary>
internal sealed class HostTable
{
    private const int MostPaths = 16_384;
    private const int LongestPath = 1_024;

    private readonly ProcessFacts[] _facts;
    private readonly HostIdentity?[] _identities;
    private readonly int[] _parent;
    private readonly int[] _firstChild;
    private readonly int[] _nextSibling;
    private readonly ProcessView?[] _views;
    private readonly LocationClassifier _locations;

    // A host runs the same programs over and over: their paths are read once. Bounded, since a path is anybody's text.
    private readonly Dictionary<string, (CanonicalPath Path, LocationClass Location)> _paths = new(StringComparer.Ordinal);

    /// <summary>Orders and links the processes.</summary>
    public HostTable(IReadOnlyList<ProcessFacts> processes, HostRecogniser recogniser, LocationClassifier locations)
    {
        _locations = locations;
        _facts = Ordered(processes);
        var count = _facts.Length;
        _identities = new HostIdentity?[count];
        _views = new ProcessView?[count];
        _parent = new int[count];
        _firstChild = new int[count];
        _nextSibling = new int[count];
        var byId = new Dictionary<long, int>(count);
        for (var i = 0; i < count; i++)
        {
            byId[_facts[i].Id] = i;
            _identities[i] = recogniser.Recognise(_facts[i]);
            if (_identities[i] is not null)
                Hosts.Add(i);
        }

        for (var i = 0; i < count; i++)
            _parent[i] = _facts[i].ParentId is { } id && byId.TryGetValue(id, out var parent) && parent != i ? parent : -1;
        CutLoops();
        Array.Fill(_firstChild, -1);
        Array.Fill(_nextSibling, -1);
        for (var i = count - 1; i >= 0; i--)
            Link(i);
    }

    public int Count => _facts.Length;

    /// <summary>Indexes of the processes that are proxy hosts.</summary>
    public List<int> Hosts { get; } = [];

    public int Parent(int index) => _parent[index];

    public int FirstChild(int index) => _firstChild[index];

    public int NextSibling(int index) => _nextSibling[index];

    public ProcessFacts Facts(int index) => _facts[index];

    public HostIdentity? Identity(int index) => _identities[index];

    /// <summary>The view of a process, its ancestors linked; views are made only of what is looked at.</summary>
    public ProcessView View(int index)
    {
        if (_views[index] is { } known)
            return known;
        ProcessView? below = null;
        for (var at = index; at >= 0; at = _parent[at])
        {
            var seen = _views[at] is not null;
            var view = _views[at] ??= new ProcessView(_facts[at], at, _identities[at], _locations, this);
            if (below is not null)
                below.Parent = view;
            if (seen)
                break;
            below = view;
        }

        return _views[index]!;
    }

    /// <summary>Lets go of what was derived from a process; it is derived again where it is asked for.</summary>
    public void Release(int index) => _views[index]?.Release();

    /// <summary>An image's canonical path and where it lies.</summary>
    public (CanonicalPath Path, LocationClass Location) Image(string image)
    {
        if (_paths.TryGetValue(image, out var known))
            return known;
        var path = CanonicalPath.Parse(image);
        var read = (path, _locations.Classify(path));
        if (_paths.Count < MostPaths && image.Length <= LongestPath)
            _paths[image] = read;
        return read;
    }

    /// <summary>All processes, parents before children.</summary>
    public int[] TopDown()
    {
        var order = new int[Count];
        var count = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_parent[i] < 0)
                order[count++] = i;
        }

        for (var at = 0; at < count; at++)
        {
            for (var child = _firstChild[order[at]]; child >= 0; child = _nextSibling[child])
                order[count++] = child;
        }

        return order;
    }

    /// <summary>Links a broker's child to the process that caused it.</summary>
    public void Infer(int child, int cause)
    {
        // The cause can't descend from its own effect.
        for (var above = cause; above >= 0; above = _parent[above])
        {
            if (above == child)
                return;
        }

        var view = View(child);
        view.Broker = view.Parent;
        Unlink(child);
        _parent[child] = cause;
        Link(child);
        view.Parent = View(cause);
        _views[cause]!.ForgetChildren();
    }

    /// <summary>The children of a process as views, by start.</summary>
    public IReadOnlyList<ProcessView> Children(int index)
    {
        if (_firstChild[index] < 0)
            return [];
        var children = new List<ProcessView>();
        for (var child = _firstChild[index]; child >= 0; child = _nextSibling[child])
            children.Add(View(child));
        return children;
    }

    private void Link(int index)
    {
        if (_parent[index] < 0)
            return;
        _nextSibling[index] = _firstChild[_parent[index]];
        _firstChild[_parent[index]] = index;
    }

    private void Unlink(int index)
    {
        if (_parent[index] < 0)
            return;
        ref var place = ref _firstChild[_parent[index]];
        while (place != index)
            place = ref _nextSibling[place];
        place = _nextSibling[index];
        _nextSibling[index] = -1;
    }

    private void CutLoops()
    {
        var state = new byte[Count];
        var path = new List<int>();
        for (var i = 0; i < Count; i++)
        {
            path.Clear();
            var at = i;
            while (at >= 0 && state[at] == 0)
            {
                state[at] = 1;
                path.Add(at);
                at = _parent[at];
            }

            if (at >= 0 && state[at] == 1)
                _parent[Earliest(path, at)] = -1;
            foreach (var seen in path)
                state[seen] = 2;
        }
    }

    // Of a loop, the process that started first can't have been started by one of the others; order is by start, then id.
    private static int Earliest(List<int> path, int entry)
    {
        var earliest = entry;
        for (var i = path.Count - 1; i >= 0 && path[i] != entry; i--)
            earliest = Math.Min(earliest, path[i]);
        return earliest;
    }

    private static ProcessFacts[] Ordered(IReadOnlyList<ProcessFacts> processes)
    {
        var facts = new ProcessFacts[processes.Count];
        var keys = new (long Ticks, long Id)[processes.Count];
        for (var i = 0; i < facts.Length; i++)
        {
            facts[i] = processes[i];
            keys[i] = (facts[i].StartUtc?.Ticks ?? 0, facts[i].Id);
        }

        Array.Sort(keys, facts);
        return facts;
    }
}
