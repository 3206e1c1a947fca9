using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Chains;

/// <summary>
/// Says what each process around a proxy host is to its chain. Ancestors are context; below it, what carries a finding or
/// was started by a host is payload, what lies between is relay, consoles and crash reporters are context.
/// </summary>
internal sealed class ChainMembers(HostTable table, ReferenceData reference, Func<int, bool> hasFindings)
{
    private const int MostAncestors = 16;
    private const int MostContext = 200;

    /// <summary>Fills in the members.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="processes">Its processes, the proxy among them, parents before children.</param>
    public void Fill(ChainFacts chain, IEnumerable<int> processes)
    {
        var root = chain.Proxy.Index;
        var above = new List<ProcessView>();
        for (var at = chain.Proxy.Parent; at is not null && above.Count < MostAncestors; at = at.Parent)
            above.Add(at);
        above.Reverse();
        foreach (var ancestor in above)
            chain.Members.Add((ancestor, ChainRole.Context));

        var inChain = processes.ToHashSet();
        var order = Descendants(root, inChain);
        var carries = Carriers(root, order);
        chain.Members.Add((chain.Proxy, ChainRole.Proxy));
        var context = 0;
        foreach (var index in order)
        {
            var role = Role(index, root, carries);
            if (role == ChainRole.Context && ++context > MostContext)
                continue;
            chain.Members.Add((table.View(index), role));
        }
    }

    private ChainRole Role(int index, int root, HashSet<int> carries)
    {
        var view = table.View(index);
        var isHost = view.Identity is { Host.IsCarrier: false };
        var found = hasFindings(index);
        if (carries.Contains(index))
            return isHost || !found || reference.IsIn("shells", view.FileName) ? ChainRole.Relay : ChainRole.Payload;
        if (found)
            return ChainRole.Payload;
        if (reference.IsIn("bystanders", view.FileName))
            return ChainRole.Context;
        var parent = table.Parent(index);
        var startedByHost = parent == root || (parent >= 0 && table.View(parent).Identity is { Host.IsCarrier: false } && hasFindings(parent));
        return startedByHost ? ChainRole.Payload : ChainRole.Context;
    }

    // Processes that have something with a finding below them.
    private HashSet<int> Carriers(int root, List<int> order)
    {
        var carries = new HashSet<int>();
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var parent = table.Parent(order[i]);
            if (parent != root && parent >= 0 && (hasFindings(order[i]) || carries.Contains(order[i])))
                carries.Add(parent);
        }

        return carries;
    }

    // Depth first, by start; only what belongs to this chain, so every process is visited for one chain only.
    private List<int> Descendants(int root, HashSet<int> inChain)
    {
        var order = new List<int>();
        var stack = new Stack<int>();
        Push(stack, root, inChain);
        while (stack.TryPop(out var index))
        {
            order.Add(index);
            Push(stack, index, inChain);
        }

        return order;
    }

    private void Push(Stack<int> stack, int parent, HashSet<int> inChain)
    {
        var children = new List<int>();
        for (var child = table.FirstChild(parent); child >= 0; child = table.NextSibling(child))
        {
            if (inChain.Contains(child))
                children.Add(child);
        }

        for (var i = children.Count - 1; i >= 0; i--)
            stack.Push(children[i]);
    }
}
