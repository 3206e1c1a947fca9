using System.Collections.Concurrent;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>
/// Which targets are left alone for now. While one does not answer, its other deliveries do not each wait for its time-out:
/// they would keep the workers from the targets that do answer. Forgotten at a restart, which costs one attempt a target.
/// </summary>
public sealed class TargetPace
{
    private readonly ConcurrentDictionary<long, DateTime> _restUntil = new();

    public void Rest(long targetId, DateTime untilUtc) => _restUntil[targetId] = untilUtc;

    public void Wake(long targetId) => _restUntil.TryRemove(targetId, out _);

    /// <summary>When its rest ends; null where it has none.</summary>
    public DateTime? RestsUntil(long targetId, DateTime utcNow) =>
        _restUntil.TryGetValue(targetId, out var until) && until > utcNow ? until : null;
}
