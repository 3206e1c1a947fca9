using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Decisions.Bulk;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>
/// The flat queue as one person looks at it: what is loaded, where the cursor stands, what is selected. Live changes never
/// move a loaded row; what is new is announced and comes in when it is asked for.
/// </summary>
public sealed class QueueList(AlertQueueQueries queries, SlaQueries sla)
{
    private readonly HashSet<long> _selected = [];
    private List<AlertQueueRow> _rows = [];
    private AlertFilter _filter = AlertFilter.Default;
    private string _me = string.Empty;
    private long _lastId;
    private long? _anchor;

    public IReadOnlyList<AlertQueueRow> Rows => _rows;

    public bool HasMore { get; private set; }

    public CappedCount Count { get; private set; }

    /// <summary>Matching alerts that were raised since the list was loaded; patterns where it is grouped by them.</summary>
    public CappedCount Arrived { get; private set; }

    /// <summary>Index of the row under the cursor; 0 on an empty list.</summary>
    public int Cursor { get; private set; }

    public AlertQueueRow? Current => Cursor < _rows.Count ? _rows[Cursor] : null;

    /// <summary>The pattern under the cursor, where the list is grouped by them.</summary>
    public AlertPattern? CurrentPattern => Cursor < Patterns.Patterns.Count ? Patterns.Patterns[Cursor] : null;

    /// <summary>The selected rows, in the order of the list.</summary>
    public IReadOnlyList<AlertQueueRow> Selected => [.. _rows.Where(row => _selected.Contains(row.Id))];

    /// <summary>Everything that matched when it was selected; null while alerts are selected one by one.</summary>
    public FrozenSelection? Frozen { get; private set; }

    public bool IsSelected(AlertQueueRow row) => Frozen is not null || _selected.Contains(row.Id);

    /// <summary>How long alerts may wait, at the moment of the last look.</summary>
    public SlaClock Clock { get; private set; } = new(SlaTimes.Default, DateTime.UnixEpoch);

    /// <summary>Whether a row still is what the filter asks for, as far as people change it.</summary>
    public bool IsStillMatching(AlertQueueRow row) => _filter.Statuses.Contains(row.Status) && _filter.Assignee switch
    {
        null => true,
        AlertFilter.Nobody => row.Assignee is null,
        AlertFilter.Me => row.Assignee == _me,
        { } name => row.Assignee == name,
    };

    /// <summary>The patterns, where the filter groups by them; the list of rows is then empty.</summary>
    public AlertPatternPage Patterns { get; private set; } = new([], false);

    /// <summary>Loads the first page. The cursor stays on its alert where that is still there.</summary>
    public async Task LoadAsync(AlertFilter filter, string me, CancellationToken cancel)
    {
        Clock = await sla.ClockAsync(cancel);
        if (filter != _filter)
            Frozen = null;
        if (filter.Grouping == AlertGrouping.Pattern)
        {
            var before = filter == _filter ? CurrentPattern?.Fingerprint : null;
            Patterns = await queries.PatternsAsync(filter, me, cancel);
            (_filter, _me, _rows, HasMore, Count, Arrived) = (filter, me, [], false, default, default);
            Cursor = Math.Max(0, PlaceOf(before));
            ClearSelection();
            return;
        }

        var stay = filter == _filter ? Current?.Id : null;
        var lastId = await queries.LastIdAsync(cancel);
        var page = await queries.PageAsync(filter, me, null, cancel);
        Count = await queries.CountAsync(filter, me, cancel);
        (_filter, _me, _lastId, _rows, HasMore, Arrived, Patterns) = (filter, me, lastId, [.. page.Rows], page.HasMore, default, new([], false));
        Cursor = Math.Max(0, _rows.FindIndex(row => row.Id == stay));
        _selected.IntersectWith(_rows.Select(row => row.Id));
    }

    /// <summary>Appends the next page.</summary>
    public async Task MoreAsync(CancellationToken cancel)
    {
        if (!HasMore || _rows.Count == 0)
            return;
        var filter = _filter;
        var page = await queries.PageAsync(filter, _me, _rows[^1], cancel);
        if (filter != _filter)
            return;
        var known = _rows.Select(row => row.Id).ToHashSet();
        _rows = [.. _rows, .. page.Rows.Where(row => !known.Contains(row.Id))];
        HasMore = page.HasMore;
    }

    /// <summary>Something changed: reads the loaded rows again in place and counts what is new.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        if (Patterns.Patterns.Count > 0)
        {
            await RefreshPatternsAsync(cancel);
            return;
        }

        if (_rows.Count == 0)
        {
            // Nothing stands that could move: what is new comes in at once.
            await LoadAsync(_filter, _me, cancel);
            return;
        }

        Clock = await sla.ClockAsync(cancel);
        var now = await queries.AgainAsync([.. _rows.Select(row => row.Id)], cancel);
        Count = await queries.CountAsync(_filter, _me, cancel);
        Arrived = await queries.ArrivedSinceAsync(_filter, _me, _lastId, cancel);
        Keep(row => now.ContainsKey(row.Id));
        _rows = [.. _rows.Select(row => now[row.Id] with { DueKey = row.DueKey })];
    }

    /// <summary>Takes away what was just decided here and no longer matches: the next alert is under the cursor.</summary>
    public void Leave(IReadOnlyCollection<Guid> decided)
    {
        // A pattern that was decided is gone with the refresh already.
        if (Patterns.Patterns.Count == 0)
            Keep(row => !decided.Contains(row.PublicId) || IsStillMatching(row));
    }

    /// <summary>Moves the cursor; true where it wants rows that are not loaded yet.</summary>
    public bool Move(int step)
    {
        var wanted = Cursor + step;
        Cursor = Math.Clamp(wanted, 0, Math.Max(0, Math.Max(_rows.Count, Patterns.Patterns.Count) - 1));
        return wanted >= _rows.Count - 1 && HasMore;
    }

    public void PutCursorOn(AlertPattern pattern) => Cursor = Math.Max(0, PlaceOf(pattern.Fingerprint));

    public void PutCursorOn(AlertQueueRow row) => Cursor = Math.Max(0, _rows.FindIndex(other => other.Id == row.Id));

    public void Toggle(AlertQueueRow row)
    {
        // What everything was frozen with cannot lose a single alert: picking one starts anew.
        Frozen = null;
        _anchor = row.Id;
        if (!_selected.Remove(row.Id))
            _selected.Add(row.Id);
    }

    /// <summary>Selects from the row that was selected last to this one.</summary>
    public void SelectTo(AlertQueueRow row)
    {
        Frozen = null;
        var to = _rows.FindIndex(other => other.Id == row.Id);
        var from = _rows.FindIndex(other => other.Id == _anchor);
        from = from < 0 ? to : from;
        _selected.UnionWith(_rows.Skip(Math.Min(from, to)).Take(Math.Abs(to - from) + 1).Select(other => other.Id));
        _anchor = row.Id;
    }

    public void SelectAll(FrozenSelection frozen)
    {
        ClearSelection();
        Frozen = frozen;
    }

    public void ClearSelection()
    {
        (Frozen, _anchor) = (null, null);
        _selected.Clear();
    }

    // Patterns keep their order while they are looked at, however they grow; those that are decided leave, new ones are announced.
    private async Task RefreshPatternsAsync(CancellationToken cancel)
    {
        Clock = await sla.ClockAsync(cancel);
        var now = await queries.PatternsAsync(_filter, _me, cancel);
        var known = now.Patterns.ToDictionary(pattern => pattern.Fingerprint);
        var before = Patterns.Patterns.Take(Cursor).Count(pattern => known.ContainsKey(pattern.Fingerprint));
        Patterns = new([.. Patterns.Patterns.Where(pattern => known.ContainsKey(pattern.Fingerprint)).Select(pattern => known[pattern.Fingerprint])], now.HasMore);
        Arrived = new(now.Patterns.Count - Patterns.Patterns.Count, false);
        Cursor = Math.Clamp(before, 0, Math.Max(0, Patterns.Patterns.Count - 1));
    }

    private int PlaceOf(string? fingerprint) => Patterns.Patterns.ToList().FindIndex(pattern => pattern.Fingerprint == fingerprint);

    private void Keep(Func<AlertQueueRow, bool> stays)
    {
        var before = _rows.Take(Cursor).Count(stays);
        _rows = [.. _rows.Where(stays)];
        _selected.IntersectWith(_rows.Select(row => row.Id));
        Cursor = Math.Clamp(before, 0, Math.Max(0, _rows.Count - 1));
    }
}
