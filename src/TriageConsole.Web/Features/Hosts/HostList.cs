using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>The rows that the page holds, and the one under the cursor.</summary>
public sealed class HostList(HostQueries queries)
{
    private readonly List<HostLine> _rows = [];
    private HostFilter _filter = HostFilter.Default;

    public IReadOnlyList<HostLine> Rows => _rows;

    public CappedCount Count { get; private set; }

    public bool HasMore { get; private set; }

    /// <summary>The moment that health is told at.</summary>
    public DateTime? AtUtc { get; private set; }

    public int Cursor { get; private set; }

    public HostLine? Current => Cursor < _rows.Count ? _rows[Cursor] : null;

    public async Task LoadAsync(HostFilter filter, CancellationToken cancel)
    {
        _filter = filter;
        var page = await queries.PageAsync(filter, null, cancel);
        _rows.Clear();
        _rows.AddRange(page.Rows);
        (HasMore, Cursor, AtUtc) = (page.HasMore, 0, page.AtUtc);
        Count = HasMore ? await queries.CountAsync(filter, cancel) : new(_rows.Count, false);
    }

    public async Task MoreAsync(CancellationToken cancel)
    {
        if (!HasMore || _rows.Count == 0)
            return;
        var (filter, last) = (_filter, _rows[^1]);
        var page = await queries.PageAsync(filter, last, cancel);

        // Asked twice at once, or for a list that is another by now: what comes behind that row stands there already, or nowhere.
        if (filter != _filter || _rows.Count == 0 || _rows[^1] != last)
            return;
        _rows.AddRange(page.Rows);
        HasMore = page.HasMore;
    }

    /// <summary>Moves the cursor; returns true where the next rows are needed.</summary>
    public bool Move(int by)
    {
        Cursor = Math.Clamp(Cursor + by, 0, Math.Max(0, _rows.Count - 1));
        return HasMore && Cursor >= _rows.Count - 10;
    }

    public void PutCursorOn(HostLine row) => Cursor = Math.Max(0, _rows.IndexOf(row));
}
