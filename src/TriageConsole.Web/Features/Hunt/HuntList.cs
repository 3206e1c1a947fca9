using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>The rows that the page holds, and the one under the cursor.</summary>
public sealed class HuntList(HuntQueries queries)
{
    private readonly List<HuntRow> _rows = [];
    private HuntFilter _filter = HuntFilter.Default;

    public IReadOnlyList<HuntRow> Rows => _rows;

    /// <summary>How often the list became another.</summary>
    public int Loads { get; private set; }

    public CappedCount Count { get; private set; }

    public bool HasMore { get; private set; }

    public int Cursor { get; private set; }

    public HuntRow? Current => Cursor < _rows.Count ? _rows[Cursor] : null;

    public async Task LoadAsync(HuntFilter filter, CancellationToken cancel)
    {
        _filter = filter;
        var page = await queries.PageAsync(filter, null, cancel);
        Loads++;
        _rows.Clear();
        _rows.AddRange(page.Rows);
        (HasMore, Cursor, Count) = (page.HasMore, 0, new(_rows.Count, page.HasMore));
    }

    /// <summary>Counting can take longer than finding: it comes after the rows.</summary>
    public async Task CountAsync(CancellationToken cancel)
    {
        if (HasMore)
            Count = await queries.CountAsync(_filter, cancel);
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

    public void PutCursorOn(HuntRow row) => Cursor = Math.Max(0, _rows.IndexOf(row));
}
