using System.Collections.Concurrent;

namespace TriageConsole.Detection.Signals;

/// <summary>The signals that are on, sorted by what they look at.</summary>
internal sealed class SignalSet(IReadOnlyList<ISignal> signals)
{
    private readonly ConcurrentDictionary<string, ISignal[]> _byHost = new(StringComparer.Ordinal);

    /// <summary>Those that look at descendants.</summary>
    public IReadOnlyList<ISignal> Descendants { get; } =
        [.. signals.Where(signal => signal.Info.Subject is SignalSubject.Descendant or SignalSubject.Any)];

    /// <summary>Those of the content family, which read a host's own command line too.</summary>
    public IReadOnlyList<ISignal> Content { get; } = [.. signals.Where(signal => signal.Info.Family == SignalFamilies.Content)];

    /// <summary>Those that look at any process, whatever host it is.</summary>
    public IReadOnlyList<ISignal> Any { get; } = [.. signals.Where(signal => signal.Info.Subject == SignalSubject.Any)];

    /// <summary>Those that look at one kind of host; a carrier is looked at only by those that name it.</summary>
    public IReadOnlyList<ISignal> ForHost(string host, bool isCarrier) => _byHost.GetOrAdd(host, id =>
        [.. signals.Where(signal => signal.Info.Subject is SignalSubject.Host or SignalSubject.Any && (signal.Info.Hosts.Contains(id) || (signal.Info.Hosts.Count == 0 && !isCarrier)))]);
}
