using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Alert;

/// <summary>An alert with all that its page shows.</summary>
/// <param name="View">The alert.</param>
/// <param name="Tree">Its tree, unopened.</param>
public sealed record ReadyAlert(AlertView View, IReadOnlyList<ProcessTreeNode> Tree);

/// <summary>
/// Finds the alert that comes next in the queue somebody works through, and loads it while they still look at the one before:
/// after a decision it is there at once.
/// </summary>
public sealed class NextAlert(AlertQueueQueries queue, AlertQueries alerts, AlertTreeQueries trees)
{
    private ReadyAlert? _ready;

    /// <summary>The next one behind the given alert, from the top again behind the last; null where there is no other.</summary>
    public async Task<AlertQueueRow?> FindAsync(AlertFilter filter, string me, AlertQueueRow current, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(current);
        var behind = await queue.PageAsync(filter, me, current, cancel);
        var page = behind.Rows.Count > 0 ? behind : await queue.PageAsync(filter, me, null, cancel);
        var next = page.Rows.FirstOrDefault(row => row.Id != current.Id);
        if (next is not null && _ready?.View.Row.Id != next.Id && await alerts.FindAsync(next.PublicId, cancel) is { } view)
            _ready = new(view, await trees.LoadAsync(view, OpenedNodes.None, cancel));
        return next;
    }

    /// <summary>What was loaded ahead of that alert, once; null where it was not.</summary>
    public ReadyAlert? Take(Guid publicId)
    {
        var ready = _ready?.View.Row.PublicId == publicId ? _ready : null;
        if (ready is not null)
            _ready = null;
        return ready;
    }
}
