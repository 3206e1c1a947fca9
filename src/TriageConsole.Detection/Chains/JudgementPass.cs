using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Signals;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Chains;

/// <summary>
/// One judgement of one host: signals on the hosts, inferred edges from what they found, signals on what descends from
/// them, and chains out of the findings. Every step is linear in processes.
/// </summary>
internal sealed class JudgementPass(HostTable table, SignalSet signals, SignalContext context)
{
    private readonly Dictionary<int, List<Finding>> _findings = [];
    private readonly List<(int Process, SignalFailure Failure)> _failures = [];

    // For every process: the nearest proxy host above it within the window (-1 none), steps to it, and its chain's key.
    private readonly int[] _nearest = new int[table.Count];
    private readonly int[] _distance = new int[table.Count];
    private readonly int[] _key = new int[table.Count];
    private readonly bool[] _isProxy = new bool[table.Count];
    private readonly bool[] _isHot = new bool[table.Count];

    public IReadOnlyList<ChainFacts> Run()
    {
        foreach (var host in table.Hosts)
            JudgeHost(host);
        foreach (var host in table.Hosts)
            PassOn(host);
        if (_findings.Count > 0)
            BrokeredHops.Link(table, context, _findings.Keys);
        var order = TopDown();
        foreach (var process in order)
            Place(process);
        foreach (var process in order)
            JudgeDescendant(process);
        if (_findings.Count == 0)
            return [];
        foreach (var found in _findings.Keys)
        {
            var proxy = _isProxy[found] ? found : _nearest[found];
            if (proxy >= 0)
                _isHot[proxy] = true;
        }

        foreach (var process in order)
            Key(process);
        return Chains();
    }

    private void JudgeHost(int index)
    {
        var identity = table.Identity(index)!;
        if (identity.Host.IsCarrier && !Carries(index))
            return;
        var view = table.View(index);
        var content = !identity.Host.IsCarrier;
        if (identity.Kind == IdentityKind.BorrowedName)
        {
            Run(signals.Any, view, view, 0);
            return;
        }

        Run(signals.ForHost(identity.Host.Id, identity.Host.IsCarrier), view, view, 0);
        if (content)
            Run(signals.Content, view, view, 0);
    }

    // A shell is looked at only where its command line names a signed script; the names are few and the search is cheap.
    private bool Carries(int index)
    {
        var line = table.Facts(index).CommandLine;
        return line is { Length: > 8 } && context.NamesSignedScript(line);
    }

    // A shell that starts the script host names the same script; the finding is the script host's, where that was recorded.
    private void PassOn(int index)
    {
        if (!table.Identity(index)!.Host.IsCarrier || !_findings.TryGetValue(index, out var own))
            return;
        for (var child = table.FirstChild(index); child >= 0 && own.Count > 0; child = table.NextSibling(child))
        {
            if (_findings.TryGetValue(child, out var theirs) && table.Identity(child) is { Host.IsCarrier: false })
                own.RemoveAll(finding => theirs.Exists(other => other.SignalId == finding.SignalId));
        }

        if (own.Count == 0)
            _findings.Remove(index);
    }

    private void JudgeDescendant(int index)
    {
        var proxy = _nearest[index];
        if (proxy < 0)
            return;
        Run(signals.Descendants, table.View(index), table.View(proxy), _distance[index]);
    }

    private void Run(IReadOnlyList<ISignal> set, ProcessView process, ProcessView proxy, int distance)
    {
        context.For(process, proxy, distance);
        foreach (var signal in set)
        {
            try
            {
                if (signal.Judge(context) is not { Points: > 0 } finding)
                    continue;
                if (!_findings.TryGetValue(process.Index, out var list))
                    _findings[process.Index] = list = [];
                if (!list.Exists(known => known.SignalId == finding.SignalId))
                    list.Add(finding with { Points = Math.Min(finding.Points, 100) });
            }
            catch (Exception e)
            {
                _failures.Add((process.Index, new SignalFailure(signal.Info.Id, process.Facts.Id, $"{e.GetType().Name}: {e.Message}")));
            }
        }
    }

    private int[] TopDown()
    {
        var order = new int[table.Count];
        var count = 0;
        for (var i = 0; i < table.Count; i++)
        {
            if (table.Parent(i) < 0)
                order[count++] = i;
        }

        for (var at = 0; at < count; at++)
        {
            for (var child = table.FirstChild(order[at]); child >= 0; child = table.NextSibling(child))
                order[count++] = child;
        }

        return order;
    }

    private void Place(int index)
    {
        _nearest[index] = -1;
        _isProxy[index] = IsProxy(index);
        var parent = table.Parent(index);
        if (parent < 0)
            return;
        var isProxy = _isProxy[parent];
        var proxy = isProxy ? parent : _nearest[parent];
        if (proxy < 0 || !InWindow(proxy, index))
            return;
        _nearest[index] = proxy;
        _distance[index] = isProxy ? 1 : _distance[parent] + 1;
    }

    private bool IsProxy(int index) => table.Identity(index) is { } identity
        && (!identity.Host.IsCarrier || _findings.ContainsKey(index)) && (identity.Kind != IdentityKind.BorrowedName || _findings.ContainsKey(index));

    private bool InWindow(int proxy, int index)
    {
        if (table.Facts(proxy).StartUtc is not { } from || table.Facts(index).StartUtc is not { } start)
            return true;
        return start - from <= context.Settings.TimeWindow;
    }

    // A proxy host with findings, or with a descendant that has some, keys a chain, unless there is a chain above it that
    // it belongs to. What descends from it belongs with it.
    private void Key(int index)
    {
        var proxy = _nearest[index];
        var above = proxy < 0 ? -1 : _key[proxy];
        _key[index] = above >= 0 ? above : _isHot[index] ? index : -1;
    }

    private List<ChainFacts> Chains()
    {
        var chains = new SortedDictionary<int, ChainFacts>();
        var withFindings = new HashSet<int>(_findings.Keys);
        foreach (var index in _findings.Keys.Order())
        {
            if (_key[index] < 0)
                continue;
            if (!chains.TryGetValue(_key[index], out var chain))
                chains[_key[index]] = chain = new ChainFacts(table.View(_key[index]));
            chain.Findings.AddRange(_findings[index]);
        }

        foreach (var (process, failure) in _failures)
        {
            if (_key[process] >= 0 && chains.TryGetValue(_key[process], out var chain))
                chain.Failures.Add(failure);
        }

        var members = new ChainMembers(table, context.Reference, index => _key[index]);
        foreach (var chain in chains.Values)
            members.Fill(chain, withFindings);
        return [.. chains.Values];
    }
}
