using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Chains;

/// <summary>
/// Says what each process around a proxy host is to its chain. Ancestors are context; below it, what carries a finding or
/// was started by a host is payload, what lies between is relay, consoles and crash reporters are context.
/// </summary>
internal sealed class ChainMembers(HostTable table, ReferenceData reference, Func<int, int> keyOf)
{
    private const int MostAncestors = 16;
    private const int MostContext = 200;

    public void Fill(ChainFacts chain, HashSet<int> withFindings)
    {
        var root = chain.Proxy.Index;
        var above = new List<ProcessView>();
        for (var at = chain.Proxy.Parent; at is not null && above.Count < MostAncestors; at = at.Parent)
            above.Add(at);
        above.Reverse();
        foreach (var ancestor in above)
            chain.Members.Add((ancestor, ChainRole.Context));

        var order = Descendants(root);
        var carries = Carriers(root, order, withFindings);
        chain.Members.Add((chain.Proxy, ChainRole.Proxy));
        var context = 0;
        foreach (var index in order)
        {
            var role = Role(index, root, withFindings, carries);
            if (role == ChainRole.Context && ++context > MostContext)
                continue;
            chain.Members.Add((table.View(index), role));
        }
    }

    private ChainRole Role(int index, int root, HashSet<int> withFindings, HashSet<int> carries)
    {
        var view = table.View(index);
        var isHost = view.Identity is { Host.IsCarrier: false };
        var found = withFindings.Contains(index);
        var isShell = reference.IsIn("shells", view.FileName);
        if (carries.Contains(index))
            return isHost || isShell || !found ? ChainRole.Relay : ChainRole.Payload;
        if (found)
            return ChainRole.Payload;
        if (reference.IsIn("bystanders", view.FileName))
            return ChainRole.Context;
        var parent = table.Parent(index);
        var startedByHost = parent == root || (parent >= 0 && table.View(parent).Identity is { Host.IsCarrier: false } && withFindings.Contains(parent));
        return startedByHost ? ChainRole.Payload : ChainRole.Context;
    }

    // Processes that have something with a finding below them.
    private HashSet<int> Carriers(int root, List<int> order, HashSet<int> withFindings)
    {
        var carries = new HashSet<int>();
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var parent = table.Parent(order[i]);
            if (parent != root && parent >= 0 && (withFindings.Contains(order[i]) || carries.Contains(order[i])))
                carries.Add(parent);
        }

        return carries;
    }

    // Depth first, by start; only what belongs to this chain, so every process is visited for one chain only.
    private List<int> Descendants(int root)
    {
        var order = new List<int>();
        var stack = new Stack<int>();
        Push(stack, root);
        while (stack.TryPop(out var index))
        {
            if (keyOf(index) != root)
                continue;
            order.Add(index);
            Push(stack, index);
        }

        return order;
    }

    private void Push(Stack<int> stack, int parent)
    {
        var children = new List<int>();
        for (var child = table.FirstChild(parent); child >= 0; child = table.NextSibling(child))
            children.Add(child);
        for (var i = children.Count - 1; i >= 0; i--)
            stack.Push(children[i]);
    }
}
