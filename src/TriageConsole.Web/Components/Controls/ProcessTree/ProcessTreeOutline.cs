using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Components.Controls;

/// <summary>One shown line of a tree: where it stands among its siblings, and whether it is open.</summary>
/// <param name="Node">The node.</param>
/// <param name="Level">1 for a root.</param>
/// <param name="Position">Place among its siblings, from 1.</param>
/// <param name="Siblings">How many they are.</param>
/// <param name="Open">Null without children.</param>
/// <param name="Below">How many nodes stand below it.</param>
public sealed record ProcessTreeRow(ProcessTreeNode Node, int Level, int Position, int Siblings, bool? Open, int Below);

/// <summary>A tree as indented lines. Loops are cut, unknown parents make roots: whatever the data says, it ends.</summary>
public sealed class ProcessTreeOutline
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<Entry> _roots = [];

    public ProcessTreeOutline(IReadOnlyList<ProcessTreeNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        foreach (var node in nodes)
            _entries.TryAdd(node.Id, new Entry(node));
        foreach (var entry in _entries.Values)
        {
            if (entry.Node.ParentId is { } id && _entries.TryGetValue(id, out var parent) && parent != entry)
                (entry.Parent = parent).Children.Add(entry);
            else
                _roots.Add(entry);
        }

        var order = new List<Entry>(_entries.Count);
        foreach (var root in _roots)
            Reach(root, order);
        foreach (var entry in _entries.Values.Where(entry => !entry.Reached))
        {
            if (entry.Reached)
                continue;
            entry.Parent!.Children.Remove(entry);
            entry.Parent = null;
            _roots.Add(entry);
            Reach(entry, order);
        }

        Count(order);
        OpenAtFirst();
    }

    /// <summary>How many nodes there are.</summary>
    public int Count() => _entries.Count;

    public bool Contains(string id) => _entries.ContainsKey(id);

    /// <summary>Opens a closed node and closes an open one. False for what has no children.</summary>
    public bool Toggle(string id)
    {
        if (!_entries.TryGetValue(id, out var entry) || entry.Children.Count == 0)
            return false;
        entry.Open = !entry.Open;
        return true;
    }

    /// <summary>Opens everything above a node.</summary>
    public void Reveal(string id)
    {
        for (var up = _entries.GetValueOrDefault(id)?.Parent; up is not null; up = up.Parent)
            up.Open = true;
    }

    /// <summary>Takes over what another outline of the same tree had open.</summary>
    public void OpenAs(ProcessTreeOutline other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (id, entry) in _entries)
        {
            if (other._entries.TryGetValue(id, out var old) && old.Children.Count > 0)
                entry.Open = old.Open;
        }
    }

    /// <summary>The shown lines in order.</summary>
    public IEnumerable<ProcessTreeRow> Rows()
    {
        var open = new Stack<(Entry Entry, int Level, int Position, int Siblings)>();
        Push(open, _roots, 1);
        while (open.TryPop(out var at))
        {
            var (entry, level, position, siblings) = at;
            yield return new ProcessTreeRow(entry.Node, level, position, siblings, entry.Children.Count == 0 ? null : entry.Open, entry.Below);
            if (entry.Open)
                Push(open, entry.Children, level + 1);
        }
    }

    private static void Push(Stack<(Entry Entry, int Level, int Position, int Siblings)> open, List<Entry> siblings, int level)
    {
        for (var at = siblings.Count - 1; at >= 0; at--)
            open.Push((siblings[at], level, at + 1, siblings.Count));
    }

    private static void Reach(Entry from, List<Entry> order)
    {
        var open = new Stack<Entry>([from]);
        while (open.TryPop(out var entry))
        {
            if (entry.Reached)
                continue;
            entry.Reached = true;
            order.Add(entry);
            foreach (var child in entry.Children)
                open.Push(child);
        }
    }

    // Parents come before their children in the order, so backwards every child is counted before its parent.
    private static void Count(List<Entry> order)
    {
        for (var at = order.Count - 1; at >= 0; at--)
        {
            var entry = order[at];
            entry.Below += entry.Node.FoldedCount;
            entry.OnPath |= entry.Node.Role != ChainRole.Context || entry.Node.Findings > 0;
            if (entry.Parent is not { } parent)
                continue;
            parent.Below += entry.Below + 1;
            parent.OnPath |= entry.OnPath;
        }
    }

    private void OpenAtFirst()
    {
        var telling = _roots.Any(root => root.OnPath);
        foreach (var entry in _entries.Values)
            entry.Open = entry.Children.Count > 0 && (telling ? entry.Children.Any(child => child.OnPath) : entry.Parent is null);
    }

    private sealed class Entry(ProcessTreeNode node)
    {
        public ProcessTreeNode Node { get; } = node;

        public Entry? Parent { get; set; }

        public List<Entry> Children { get; } = [];

        public bool Reached { get; set; }

        public bool OnPath { get; set; }

        public bool Open { get; set; }

        public int Below { get; set; }
    }
}
