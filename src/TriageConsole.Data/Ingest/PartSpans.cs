namespace TriageConsole.Data.Ingest;

/// <summary>How early and how late the processes of each part of the ids may have started; known too wide after a start was corrected, never too narrow.</summary>
internal sealed class PartSpans
{
    private readonly List<(DateTime Earliest, DateTime Latest)> _spans = [];

    public int Count => _spans.Count;

    /// <summary>The span of a part; empty, which no moment lies in, where no start is known.</summary>
    public (DateTime Earliest, DateTime Latest) Of(int part) => _spans[part];

    public void Note(int part, DateTime? start)
    {
        while (_spans.Count <= part)
            _spans.Add((DateTime.MaxValue, DateTime.MinValue));
        if (start is not { } utc)
            return;
        var (earliest, latest) = _spans[part];
        if (utc < earliest || utc > latest)
            _spans[part] = (utc < earliest ? utc : earliest, utc > latest ? utc : latest);
    }
}
