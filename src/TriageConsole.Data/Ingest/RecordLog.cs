namespace TriageConsole.Data.Ingest;

/// <summary>Where the reading of a log in a file stands.</summary>
/// <param name="FileId">The file; 0 for none.</param>
/// <param name="Number">The record's number.</param>
/// <param name="Index">Its place among the file's records.</param>
/// <param name="Event">Its place among those that the analytic needs.</param>
internal readonly record struct RecordPlace(long FileId, long Number, long Index, long Event);

/// <summary>
/// The numbers that an import brought of one log, in runs. Records that the analytic does not need are passed over before
/// their number is known, but their places in the file are counted: a step in numbers that is no wider than the step in places
/// is explained by them. That can hide a gap where a file mixes several logs; it never makes one.
/// </summary>
internal sealed class RecordLog
{
    private readonly List<RecordRun> _runs = [];
    private RecordRun? _at;

    public IReadOnlyList<RecordRun> Runs => _runs;

    /// <summary>The record that came last.</summary>
    public RecordPlace Place { get; private set; }

    public bool HoldsPlace(RecordRun run) => Place.FileId != 0 && Place.Number >= run.First && Place.Number <= run.Last;

    /// <summary>What is stored of it; in the order of numbers.</summary>
    public void Restore(RecordRun run, RecordPlace place)
    {
        _runs.Add(run);
        if (place.FileId != 0)
            Place = place;
    }

    /// <summary>A record.</summary>
    public void Take(in RecordPlace record, long ticks)
    {
        var goesOn = Place.FileId == record.FileId;
        var passed = Math.Max(0, goesOn ? record.Index - Place.Index - (record.Event - Place.Event) : record.Index - record.Event);
        var first = record.Number;
        if (goesOn && first > Place.Number && first - Place.Number - 1 <= passed)
            (first, passed) = (Place.Number, 0);
        Place = record;

        // The next of the run that is read: nearly always, and nearly always of the last one.
        if (_at is { } at && at == _runs[^1] && first >= at.First && first <= at.Last + 1 && record.Number > at.Last)
        {
            (at.Last, at.After) = (record.Number, 0);
            at.Stretch(ticks, ticks);
            return;
        }

        _at = Join(new() { First = first, Last = record.Number, Before = passed, FromTicks = ticks, ToTicks = ticks });
        if (_runs.Count > RecordRuns.Most && RecordRuns.Fold(_runs) is var folded && !_runs.Contains(_at))
            _at = folded;
    }

    /// <summary>The file ends: what is passed over behind the last record of this log.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="records">Its records.</param>
    /// <param name="events">Those that the analytic needs.</param>
    /// <returns>Whether that is news.</returns>
    public bool End(long fileId, long records, long events)
    {
        if (Place.FileId != fileId)
            return false;
        var after = records - Place.Index - (events - Place.Event);
        var run = _runs.Find(run => run.Last == Place.Number);
        if (run is null || after <= run.After)
            return false;
        (run.After, run.IsChanged) = (after, true);
        return true;
    }

    private RecordRun Join(RecordRun run)
    {
        var from = IndexOf(run.First);
        if (from >= 0 && run.Last <= _runs[from].Last)
        {
            _runs[from].Fill();
            _runs[from].Stretch(run.FromTicks, run.ToTicks);
            return _runs[from];
        }

        // The first run that reaches the new one.
        if (from < 0 || !_runs[from].Reaches(run.First, run.Before))
            from++;
        run.IsChanged = true;
        var to = from;
        for (; to < _runs.Count && (_runs[to].First <= run.First || run.Reaches(_runs[to].First, _runs[to].Before)); to++)
            run.Swallow(_runs[to]);
        _runs.RemoveRange(from, to - from);
        _runs.Insert(from, run);
        return run;
    }

    // Index of the last run that begins at or before a number; -1 where none does.
    private int IndexOf(long number)
    {
        var (low, high) = (0, _runs.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].First <= number)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high;
    }
}
