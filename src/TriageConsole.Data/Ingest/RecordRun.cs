namespace TriageConsole.Data.Ingest;

/// <summary>Record numbers without a gap between them, as far as it is known.</summary>
internal sealed class RecordRun
{
    public long First { get; set; }

    public long Last { get; set; }

    public long FromTicks { get; set; }

    public long ToTicks { get; set; }

    /// <summary>Records passed over before the first and after the last, in their files: so many numbers there may be present.</summary>
    public long Before { get; set; }

    public long After { get; set; }

    public int Gaps { get; set; }

    public long Missing { get; set; }

    public bool IsChanged { get; set; }

    /// <summary>Whether another run that begins no earlier goes on where this one ends.</summary>
    public bool Reaches(long first, long before) => first - before <= Last + 1 + After;

    public void Swallow(RecordRun other)
    {
        if (other.First < First)
            (First, Before) = (other.First, other.Before);
        if (other.Last > Last)
            (Last, After) = (other.Last, other.After);
        Gaps += other.Gaps;
        Missing += other.Missing;
        Stretch(other.FromTicks, other.ToTicks);
    }

    public void Stretch(long from, long to)
    {
        FromTicks = Math.Min(FromTicks, from);
        ToTicks = Math.Max(ToTicks, to);
        IsChanged = true;
    }

    /// <summary>A number within was met: it may be one of those that were missing, so that one less is said to be.</summary>
    public void Fill()
    {
        if (Missing == 0)
            return;
        Missing--;
        if (Missing == 0)
            Gaps = 0;
        IsChanged = true;
    }
}

/// <summary>A list of runs in the order of their first numbers, none of which reaches the next.</summary>
internal static class RecordRuns
{
    /// <summary>More runs of one log than this help nobody: the nearest are put together, and what is missing between them is counted.</summary>
    public const int Most = 64;

    /// <summary>The same knowledge in as few runs as can be.</summary>
    /// <param name="runs">In the order of their first numbers. They are changed.</param>
    public static List<RecordRun> Join(IEnumerable<RecordRun> runs)
    {
        var joined = new List<RecordRun>();
        foreach (var run in runs)
        {
            if (joined.Count > 0 && joined[^1].Reaches(run.First, run.Before))
                joined[^1].Swallow(run);
            else
                joined.Add(run);
        }

        while (joined.Count > Most)
            Fold(joined);
        return joined;
    }

    /// <summary>Puts the two nearest together; returns the one that is left.</summary>
    public static RecordRun Fold(List<RecordRun> runs)
    {
        var nearest = 0;
        for (var i = 1; i < runs.Count - 1; i++)
        {
            if (Between(runs[i], runs[i + 1]) < Between(runs[nearest], runs[nearest + 1]))
                nearest = i;
        }

        var (run, next) = (runs[nearest], runs[nearest + 1]);
        var missing = Between(run, next);
        run.Swallow(next);
        run.Gaps++;
        run.Missing += missing;
        runs.RemoveAt(nearest + 1);
        return run;
    }

    private static long Between(RecordRun run, RecordRun next) => next.First - next.Before - run.Last - run.After - 1;
}
