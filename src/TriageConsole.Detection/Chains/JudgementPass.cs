using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Signals;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Chains;

/// <summary>
/// One judgement of one host: signals on the hosts, inferred edges from what they found, signals on what descends from
/// them, and chains out of the findings. Every step is linear in processes. What is derived from a process lives only as
/// long as the family of its topmost proxy host is looked at, so that a large host does not fill memory.
/// </summary>
internal sealed class JudgementPass(HostTable table, SignalSet signals, SignalContext context)
{
    private readonly Dictionary<int, List<Finding>> _findings = [];
    private readonly Dictionary<int, List<SignalFailure>> _failures = [];

    // For every process: the nearest proxy host above it within the window (-1 none), steps to it, and its chain's key.
    private readonly int[] _nearest = new int[table.Count];
    private readonly int[] _distance = new int[table.Count];
    private readonly int[] _key = new int[table.Count];
    private readonly bool[] _isProxy = new bool[table.Count];
    private readonly bool[] _isHot = new bool[table.Count];

    /// <summary>Every signal that threw so far, whatever came of the process it threw on.</summary>
    public IEnumerable<SignalFailure> Failures => _failures.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value);

    /// <summary>An exception in one line. What it says may hold telemetry, so it is bounded.</summary>
    public static string Words(Exception e)
    {
        var words = $"{e.GetType().Name}: {e.Message}";
        return words.Length > 500 ? words[..500] : words;
    }

    /// <summary>The chains with findings. A chain is only good until the next one is asked for.</summary>
    public IEnumerable<ChainFacts> Run()
    {
        foreach (var host in table.Hosts)
        {
            JudgeHost(host);
            table.Release(host);
        }

        foreach (var host in table.Hosts)
            PassOn(host);
        if (_findings.Count > 0)
            BrokeredHops.Link(table, context, _findings.Keys);
        foreach (var family in Families())
        {
            foreach (var process in family)
                JudgeDescendant(process);
            foreach (var chain in Chains(family))
                yield return chain;
            foreach (var process in family)
                table.Release(process);
        }
    }

    private void JudgeHost(int index)
    {
        var identity = table.Identity(index)!;
        if (identity.Host.IsCarrier && !Carries(index))
            return;
        var view = table.View(index);
        if (identity.Kind == IdentityKind.BorrowedName)
        {
            Run(signals.Any, view, view, 0);
            return;
        }

        Run(signals.ForHost(identity.Host.Id, identity.Host.IsCarrier), view, view, 0);
        if (!identity.Host.IsCarrier)
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
        if (_nearest[index] is >= 0 and var proxy)
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
                    list.Add(finding.Points > 100 ? finding with { Points = 100 } : finding);
            }
            catch (Exception e)
            {
                if (!_failures.TryGetValue(process.Index, out var failed))
                    _failures[process.Index] = failed = [];

                // A host below another host is judged as either; it counts once.
                if (!failed.Exists(known => known.SignalId == signal.Info.Id))
                    failed.Add(new SignalFailure(signal.Info.Id, process.Facts.Id, Words(e)));
            }
        }
    }

    // Every topmost proxy host with all that belongs to it, parents before children.
    private SortedDictionary<int, List<int>>.ValueCollection Families()
    {
        var order = table.TopDown();
        var families = new SortedDictionary<int, List<int>>();
        var familyOf = new int[table.Count];
        foreach (var process in order)
        {
            Place(process);
            familyOf[process] = _nearest[process] >= 0 ? familyOf[_nearest[process]] : _isProxy[process] ? process : -1;
            if (familyOf[process] < 0)
                continue;
            if (!families.TryGetValue(familyOf[process], out var family))
                families[familyOf[process]] = family = [];
            family.Add(process);
        }

        return families.Values;
    }

    private void Place(int index)
    {
        _nearest[index] = -1;
        _isProxy[index] = IsProxy(index);
        var parent = table.Parent(index);
        if (parent < 0)
            return;
        var proxy = _isProxy[parent] ? parent : _nearest[parent];
        if (proxy < 0 || !InWindow(proxy, index))
            return;
        _nearest[index] = proxy;
        _distance[index] = _isProxy[parent] ? 1 : _distance[parent] + 1;
    }

    private bool IsProxy(int index) => table.Identity(index) is { } identity
        && ((!identity.Host.IsCarrier && identity.Kind != IdentityKind.BorrowedName) || _findings.ContainsKey(index));

    private bool InWindow(int proxy, int index)
    {
        if (table.Facts(proxy).StartUtc is not { } from || table.Facts(index).StartUtc is not { } start)
            return true;
        return start - from <= context.Settings.TimeWindow;
    }

    private IEnumerable<ChainFacts> Chains(List<int> family)
    {
        var found = family.Where(_findings.ContainsKey).ToList();
        if (found.Count == 0)
            yield break;
        foreach (var process in found)
        {
            var proxy = _isProxy[process] ? process : _nearest[process];
            if (proxy >= 0)
                _isHot[proxy] = true;
        }

        // A proxy host with findings, or with a descendant that has some, keys a chain, unless there is a chain above it
        // that it belongs to. What descends from it belongs with it.
        foreach (var process in family)
        {
            var above = _nearest[process] < 0 ? -1 : _key[_nearest[process]];
            _key[process] = above >= 0 ? above : _isHot[process] ? process : -1;
        }

        var members = new ChainMembers(table, context.Reference, _findings.ContainsKey);
        foreach (var chain in found.GroupBy(process => _key[process]).Where(group => group.Key >= 0).OrderBy(group => group.Key))
        {
            var facts = new ChainFacts(table.View(chain.Key));
            foreach (var process in chain.Order())
                facts.Findings.AddRange(_findings[process]);
            var processes = family.Where(process => _key[process] == chain.Key).ToList();
            foreach (var process in processes)
            {
                if (_failures.TryGetValue(process, out var failed))
                    facts.Failures.AddRange(failed);
            }

            members.Fill(facts, processes);
            yield return facts;
        }
    }
}
