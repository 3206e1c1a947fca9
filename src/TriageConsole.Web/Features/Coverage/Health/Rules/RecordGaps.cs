namespace TriageConsole.Web.Features.Coverage.Health.Rules;

/// <summary>Record numbers of one log that one import brought, as stored.</summary>
internal sealed record RecordRange(long First, long Last, DateTime FromUtc, DateTime ToUtc, long Before = 0, long After = 0, int Gaps = 0, long Missing = 0);

/// <summary>What record numbers say: files that overlap fill each other's gaps, and a log that counts anew is not missing millions.</summary>
internal static class RecordGaps
{
    /// <summary>Gaps that are named; the rest is counted.</summary>
    public const int MostNamed = 10;

    // So many gaps in so short runs are no accidents: somebody chose what to send.
    private const int SelectionGaps = 20;
    private const double SelectionRun = 10;

    /// <summary>What can be said of a log; null where it is whole and never counted anew.</summary>
    /// <param name="channel">The log's name.</param>
    /// <param name="ranges">All that is stored of it, in any order.</param>
    /// <param name="fromUtc">Gaps that ended before are of another period; null for none.</param>
    /// <param name="untilUtc">Gaps that began at or after it, too.</param>
    public static LogGaps? Of(string channel, IEnumerable<RecordRange> ranges, DateTime? fromUtc, DateTime? untilUtc)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var runs = Runs(ranges);
        if (runs.Count == 0)
            return null;
        var (byNumber, _) = Walk(runs);
        var (byTime, renumbered) = Walk([.. runs.OrderBy(run => run.FromUtc).ThenBy(run => run.First)]);

        // Either the numbers went on and the clock jumped, or the clock is right and the log began anew: what makes less of it.
        if (byNumber.Sum(gap => gap.Missing) <= byTime.Sum(gap => gap.Missing))
            (byTime, renumbered) = (byNumber, 0);
        var gaps = byTime.Where(gap => (fromUtc is null || gap.ToUtc >= fromUtc) && (untilUtc is null || gap.FromUtc < untilUtc)).ToList();
        var folded = runs.Where(run => run.Gaps > 0 && (fromUtc is null || run.ToUtc >= fromUtc) && (untilUtc is null || run.FromUtc < untilUtc)).ToList();
        var missing = gaps.Sum(gap => gap.Missing) + folded.Sum(run => run.Missing);
        var count = gaps.Count + folded.Sum(run => run.Gaps);
        if (missing == 0 && renumbered == 0)
            return null;
        var present = (double)runs.Sum(run => run.Last - run.First + 1 - run.Missing);
        var all = byTime.Count + runs.Sum(run => run.Gaps);
        var share = present / (present + byTime.Sum(gap => gap.Missing) + runs.Sum(run => run.Missing));
        return all >= SelectionGaps && present / (all + 1) < SelectionRun
            ? new(channel, GapKind.Selection, missing, share, [], count, renumbered)
            : new(channel, GapKind.Gaps, missing, share, [.. gaps.OrderByDescending(gap => gap.Missing).ThenBy(gap => gap.After).Take(MostNamed)], count, renumbered);
    }

    // Ranges of which not every gap was kept count only where nothing whole covers them.
    private static List<RecordRange> Runs(IEnumerable<RecordRange> ranges)
    {
        var all = ranges.OrderBy(range => range.First).ThenBy(range => range.Last).ToList();
        var whole = Join(all.Where(range => range.Gaps == 0));
        var partly = all.Where(range => range.Gaps > 0 && !whole.Exists(run => run.First <= range.First && run.Last >= range.Last)).ToList();
        return partly.Count == 0 ? whole : Join(whole.Concat(Widest(partly)).OrderBy(range => range.First).ThenBy(range => range.Last));
    }

    // Of two that lie in each other only the fuller is asked: the same log, exported twice.
    private static IEnumerable<RecordRange> Widest(List<RecordRange> ranges) =>
        ranges.Where((range, at) => !ranges.Where((other, place) => place != at && other.First <= range.First && other.Last >= range.Last
            && (other.First < range.First || other.Last > range.Last || other.Missing < range.Missing || (other.Missing == range.Missing && place < at))).Any());

    private static List<RecordRange> Join(IEnumerable<RecordRange> ordered)
    {
        var runs = new List<RecordRange>();
        foreach (var range in ordered)
        {
            if (runs.Count > 0 && runs[^1] is var last && range.First - range.Before <= last.Last + 1 + last.After)
            {
                runs[^1] = last with
                {
                    Last = Math.Max(last.Last, range.Last),
                    After = range.Last > last.Last ? range.After : range.Last == last.Last ? Math.Max(last.After, range.After) : last.After,
                    FromUtc = range.FromUtc < last.FromUtc ? range.FromUtc : last.FromUtc,
                    ToUtc = range.ToUtc > last.ToUtc ? range.ToUtc : last.ToUtc,
                    Gaps = last.Gaps + range.Gaps,
                    Missing = last.Missing + range.Missing,
                };
            }
            else
                runs.Add(range);
        }

        return runs;
    }

    // A run that does not go on where the one before it ended begins to count anew.
    private static (List<RecordGap> Gaps, int Renumbered) Walk(List<RecordRange> runs)
    {
        var gaps = new List<RecordGap>();
        var renumbered = 0;
        for (var at = 1; at < runs.Count; at++)
        {
            var (last, next) = (runs[at - 1], runs[at]);
            var (after, before) = (last.Last + last.After, next.First - next.Before);
            if (next.First < last.First)
                renumbered++;
            else if (before - after > 1)
            {
                var (from, to) = last.ToUtc <= next.FromUtc ? (last.ToUtc, next.FromUtc) : (next.FromUtc, last.ToUtc);
                gaps.Add(new(after, before, from, to));
            }
        }

        return (gaps, renumbered);
    }
}
