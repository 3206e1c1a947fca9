using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>
/// Holds items back until enough of the file has been seen to tell UTC, and lets them go in order. Bounded: with
/// <see cref="ReadAhead"/> items waiting the first is settled with what is known by then.
/// </summary>
internal sealed class ClockQueue(EventClock clock)
{
    /// <summary>How many items are read ahead at most.</summary>
    internal const int ReadAhead = 8_192;

    private readonly Queue<(ReadItem Item, TimeClaim Claim)> _waiting = new();
    private int _unsettled;

    /// <summary>How many events were let go without a known zone.</summary>
    public long Uncertain { get; private set; }

    /// <summary>Puts an item at the end.</summary>
    public void Add(ReadItem item, TimeClaim claim)
    {
        _waiting.Enqueue((item, claim));
        if (claim != TimeClaim.Sound)
            _unsettled++;
    }

    /// <summary>Takes the first item where it may go: nothing waits for a zone, enough has been read, or the file is at its end.</summary>
    public bool TryTake(bool atEnd, out ReadItem item)
    {
        item = default;
        if (_waiting.Count == 0 || (_unsettled > 0 && !atEnd && _waiting.Count <= ReadAhead && _waiting.Peek().Claim != TimeClaim.Sound))
            return false;
        var (taken, claim) = _waiting.Dequeue();
        item = taken;
        if (claim == TimeClaim.Sound)
            return true;
        _unsettled--;
        if (taken.Event is { } found)
            item = taken with { Event = Settle(found, claim) };
        return true;
    }

    private TelemetryEvent Settle(TelemetryEvent found, TimeClaim claim)
    {
        if (clock.ToUtc(found.Host, found.UtcTime, ownHostOnly: claim == TimeClaim.Claimed) is { } utc)
        {
            // A claim that Sysmon bears out is as good as the log's own time.
            return found with
            {
                UtcTime = utc,
                TimeBasis = claim == TimeClaim.Claimed && utc == found.UtcTime ? TimeBasis.LogUtc : TimeBasis.Corrected,
            };
        }

        if (claim == TimeClaim.Claimed)
            return found with { TimeBasis = TimeBasis.LogUtc };
        Uncertain++;
        return found;
    }
}
