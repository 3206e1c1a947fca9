using System.Collections.Concurrent;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>How far running imports are between two committed batches. Only for the eye; the row is the truth.</summary>
public sealed class LiveProgress
{
    private readonly ConcurrentDictionary<long, Point> _points = new();

    /// <summary>A place on the way.</summary>
    public sealed record Point(long Bytes, long Records);

    public Point? Find(long importId) => _points.GetValueOrDefault(importId);

    public void Set(long importId, long bytes, long records) => _points[importId] = new(bytes, records);

    public void Forget(long importId) => _points.TryRemove(importId, out _);
}
