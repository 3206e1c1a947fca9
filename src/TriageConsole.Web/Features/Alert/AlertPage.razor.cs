using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Decisions.Bulk;
using TriageConsole.Web.Features.Decisions.Panels;
using TriageConsole.Web.Features.Filters;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Alert;

/// <summary>One alert: what ran, why we say so, what we could not check, has anyone allowed this, what else did it do.</summary>
public sealed partial class AlertPage(
    AlertQueries queries, AlertTreeQueries trees, AssignCommands assign, CurrentUser currentUser, Notices notices) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    // Taken once: a page that is left while it still loads must find itself cancelled, not its source disposed.
    private CancellationToken _left;
    private readonly OpenedNodes _opened = new();
    private IDisposable? _subscription;
    private DecisionLine? _line;
    private SlaClock _clock = new(SlaTimes.Default, DateTime.UnixEpoch);
    private AlertView? _view;
    private AlertQueueRow? _next;
    private IReadOnlyList<ProcessTreeNode>? _tree;
    private Deciding? _deciding;
    private IReadOnlyList<string> _commentFaults = [];
    private IReadOnlyList<string> _people = [];
    private IReadOnlyList<string> _deciders = [];
    private string? _message;
    private string _me = string.Empty;
    private bool _mayDecide;
    private bool _loaded;
    private bool _sought;
    private bool _whole;

    // Where the link led. What is chosen later goes from the tree to the address and never back: two choices in a row would fight.
    private string? _linked;
    private Guid _shown;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The query of the queue that is worked through; null for an alert that was opened by itself.</summary>
    [SupplyParameterFromQuery(Name = "queue")]
    public string? Queue { get; set; }

    /// <summary>The node of the tree that a link leads to; null for none.</summary>
    [SupplyParameterFromQuery(Name = "node")]
    public string? Node { get; set; }

    [Inject]
    private NextAlert Next { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TechniqueNames Techniques { get; set; } = null!;

    [Inject]
    private SlaQueries Sla { get; set; } = null!;

    [Inject]
    private PeopleNames People { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (_left == default)
            _left = _gone.Token;
        if (_shown == Id)
            return;
        _shown = Id;
        var ready = Next.Take(Id);
        (_view, _tree, _deciding, _message, _loaded, _next) = (ready?.View, ready?.Tree, null, null, ready is not null, null);
        _opened.Clear();
        _sought = false;
        var actor = await currentUser.GetAsync();
        (_me, _mayDecide) = (actor.Name, actor.May(Policies.DecideAlerts));
        if (_mayDecide && _people.Count == 0)
            (_people, _deciders) = (await People.WhoMayAsync(Policies.ReadTriage, _left), await People.WhoMayAsync(Policies.DecideAlerts, _left));
        _subscription ??= notices.Subscribe(Topic.Alerts, () => InvokeAsync(ReloadAsync));
        if (ready is not null)
            StateHasChanged();
        await ReloadAsync();
        await LookAheadAsync();
    }

    // What ran is drawn first; the panels below it come in the next step.
    private void ShowWhole() => _whole = true;

    /// <summary>Loads what comes next in the queue while this one is looked at.</summary>
    private async Task LookAheadAsync()
    {
        if (Queue is null || _view is null)
            return;
        try
        {
            // Off the circuit: SQLite answers on the thread that asks, and until it has, this page could not draw its tree.
            var (id, filter, row) = (Id, AlertFilter.Parse(Queue).Filter, _view.Row);
            var next = await Task.Run(() => Next.FindAsync(filter, _me, row, _left), _left);
            if (id == Id)
                _next = next;
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private void GoOn()
    {
        if (Queue is not null)
            Navigation.NavigateTo(_next is { } next ? AppRoutes.AlertOf(next.PublicId, Queue) : QueueAddress);
    }

    private string QueueAddress => AppRoutes.Alerts + AlertFilter.Parse(Queue).Filter.ToQuery();

    private async Task ReloadAsync()
    {
        try
        {
            var id = Id;
            var next = await queries.FindAsync(id, _left);
            _clock = await Sla.ClockAsync(_left);
            if (id != Id)
                return;

            // The tree changes only when the chain was judged again: drawing it anew would lose what a person opened in it.
            if (next is not null && (_tree is null || next.JudgedUtc != _view?.JudgedUtc))
                _tree = await trees.LoadAsync(next, _opened, _left);
            if (next is not null && !_sought)
                await SeekNodeAsync(next);
            _view = next;
            _loaded = true;
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task OpenFoldedAsync(string nodeId)
    {
        if (_view is null || AlertTreeBuilder.FoldedParent(nodeId) is not { } parent)
            return;
        _opened.Open(parent);
        _tree = await trees.LoadAsync(_view, _opened, _left);
    }

    /// <summary>A link can lead to a node that is folded away: what hides it is opened, once.</summary>
    private async Task SeekNodeAsync(AlertView view)
    {
        (_sought, _linked) = (true, null);
        if (Node is not { } wanted || _tree is null)
            return;
        if (!Has(wanted) && AlertTreeBuilder.ProcessOf(wanted) is { } process)
        {
            // Only what stands below the shown tree is part of it; each step opens one process on the way down.
            var way = await trees.WayUpAsync(process, _left);
            if (way.Skip(1).Any(id => Has(AlertTreeBuilder.IdOf(id))))
            {
                foreach (var above in way.Skip(1).TakeWhile((id, at) => at == 0 || !Has(AlertTreeBuilder.IdOf(way[at]))))
                    _opened.Open(above);
                _tree = await trees.LoadAsync(view, _opened, _left);
            }
        }

        if (Has(wanted))
            _linked = wanted;
        else
            _message = $"The node of this link, {HostileText.Visible(AddressParts.Shown(wanted))}, is not in the tree (any more).";
    }

    private bool Has(string node) => _tree?.Any(known => known.Id == node) == true;

    /// <summary>The chosen node stands in the address, so that the page can be sent to somebody as it is looked at.</summary>
    private void Choose(string node)
    {
        if (node != Node)
            Navigation.NavigateTo(AddressOf(node), new NavigationOptions { ReplaceHistoryEntry = true });
    }

    private string AddressOf(string node) => Navigation.GetUriWithQueryParameter("node", node);

    private void OpenNode(string node)
    {
        if (AlertTreeBuilder.ProcessOf(node) is { } process)
            Navigation.NavigateTo(AppRoutes.ProcessOf(process));
    }

    private static string? PageOf(string node) => AlertTreeBuilder.ProcessOf(node) is { } process ? AppRoutes.ProcessOf(process) : null;

    /// <summary>
    /// Begins a decision on the alert as it stands now. The page goes on with what others do, the decision does not: it would
    /// overwrite theirs without a word.
    /// </summary>
    private void Decide(DecisionKind kind) =>
        (_deciding, _message) = (_view is null || _deciding?.Kind == kind ? null : new(kind, DecisionTarget.Of(_view.Row)), null);

    private Task KeyAsync(string key)
    {
        switch (key)
        {
            case "m":
                return TakeAsync();
            case "j":
                GoOn();
                break;
            case "u":
                return _line?.UndoAsync() ?? Task.CompletedTask;
            case "Escape":
                _deciding = null;
                break;
            default:
                if (_view is not null && DecisionBar.KindOf(key, _view.Row.Status) is { } kind)
                    Decide(kind);
                break;
        }

        return Task.CompletedTask;
    }

    private Task TakeAsync() => AssignAsync(_me);

    private Task DropAsync() => AssignAsync(null);

    private async Task AssignAsync(string? to)
    {
        if (_view is null)
            return;
        var result = await assign.AssignAsync(await currentUser.GetAsync(), Id, _view.Row.Version, to, CancellationToken.None);
        _message = result switch
        {
            DecisionResult.Overtaken { Standing: var now } => $"{now.By ?? "The console"} changed it first; this is how it stands now.",
            DecisionResult.Invalid invalid => string.Join(' ', invalid.Faults),
            DecisionResult.Gone missing => missing.What,
            _ => null,
        };
        await ReloadAsync();
    }

    private async Task DoneAsync()
    {
        // What was done is told by the line of the last decision.
        (_deciding, _message) = (null, null);
        if (Queue is null)
            await ReloadAsync();
        else
            GoOn();
    }

    private async Task<bool> CommentAsync(string? text)
    {
        var result = await assign.CommentAsync(await currentUser.GetAsync(), Id, text, CancellationToken.None);
        _commentFaults = result switch
        {
            DecisionResult.Invalid invalid => invalid.Faults,
            DecisionResult.Gone missing => [missing.What],
            _ => [],
        };
        await ReloadAsync();
        return _commentFaults.Count == 0;
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _subscription?.Dispose();
    }
}
