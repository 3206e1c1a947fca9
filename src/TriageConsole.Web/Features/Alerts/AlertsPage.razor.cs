using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Decisions.Bulk;
using TriageConsole.Web.Features.Decisions.Panels;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>The queue. Its state is its address: see <see cref="AlertFilter"/>.</summary>
public sealed partial class AlertsPage(
    AlertQueueQueries queries, SlaQueries sla, AssignCommands assign, CurrentUser currentUser, Notices notices, NavigationManager navigation) : IDisposable
{
    private const string OnlyReads = "Managers read alerts; analysts and admins decide them.";

    private readonly CancellationTokenSource _gone = new();
    private readonly QueueList _list = new(queries, sla);
    private IDisposable? _subscription;
    private FilterBar? _bar;
    private QueueTable? _table;
    private PatternTable? _patterns;
    private AlertFilter _filter = AlertFilter.Default;
    private IReadOnlyList<string> _ignored = [];
    private DecisionLine? _line;
    private Deciding? _deciding;
    private (BulkKind Kind, FrozenSelection Selection)? _bulk;
    private string? _message;
    private string _me = string.Empty;
    private bool _mayDecide;
    private bool _seesExercises;
    private bool _loaded;
    private bool _help;

    [Inject]
    private SelectionCommands Selections { get; set; } = null!;

    [Inject]
    private BulkCommands Bulk { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await currentUser.GetAsync();
        (_me, _mayDecide, _seesExercises) = (actor.Name, actor.May(Policies.DecideAlerts), actor.May(Policies.ManageExercises));
        navigation.LocationChanged += Moved;
        _subscription = notices.Subscribe(Topic.Alerts, () => InvokeAsync(RefreshAsync));
        await ReadAddressAsync();
    }

    private void Go(AlertFilter next) => navigation.NavigateTo(AppRoutes.Alerts + next.ToQuery());

    private void Moved(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(ReadAddressAsync);

    private async Task ReadAddressAsync()
    {
        var address = new Uri(navigation.Uri);
        if (address.AbsolutePath != AppRoutes.Alerts)
            return;
        (_filter, _ignored) = AlertFilter.Parse(address.Query);
        (_deciding, _bulk, _message) = (null, null, null);
        await LoadAsync();
    }

    private Task LoadAsync() => WhileHereAsync(async () =>
    {
        await _list.LoadAsync(_filter, _me, _gone.Token);
        _loaded = true;
        StateHasChanged();
    });

    private Task RefreshAsync() => WhileHereAsync(async () =>
    {
        await _list.RefreshAsync(_gone.Token);
        StateHasChanged();
    });

    private Task MoreAsync() => WhileHereAsync(() => _list.MoreAsync(_gone.Token));

    private async Task KeyAsync(string key)
    {
        switch (key)
        {
            case "?":
                _help = !_help;
                break;
            case "/" when _bar is not null:
                await _bar.FocusSearchAsync();
                break;
            case "u" when _line is not null:
                await _line.UndoAsync();
                break;
            case "Escape" when _deciding is not null || _bulk is not null:
                await CancelAsync();
                break;
            case "j" or "k":
                if (_list.Move(key == "j" ? 1 : -1))
                    await MoreAsync();
                await ShowCursorAsync();
                break;
            default:
                if (IsByPattern && _list.CurrentPattern is { } pattern)
                    await ActAsync(key, pattern);
                else if (!IsByPattern && _list.Current is { } row)
                    await ActAsync(key, row);
                break;
        }
    }

    private async Task ActAsync(string key, AlertQueueRow row)
    {
        if (key == "Enter")
            navigation.NavigateTo(AppRoutes.AlertOf(row.PublicId, _filter.ToQuery()));
        else if (!_mayDecide)
            _message = OnlyReads;
        else if (key == "x")
            _list.Toggle(row);
        else if (key == "Shift+x")
            _list.SelectTo(row);
        else if (key == "m")
            await TakeAsync(row);
        else if (BulkKindOf(key) is { } many && (_list.Frozen is not null || _list.Selected.Count > 1))
            await DecideManyAsync(many);
        else if ((_list.Selected is [var one] ? one : row) is var target && DecisionBar.KindOf(key, target.Status) is { } kind)
            (_deciding, _bulk, _message) = (new(kind, DecisionTarget.Of(target)), null, null);
    }

    /// <summary>What is decided on a pattern is decided on all of its alerts that the filter shows, frozen as they are now.</summary>
    private async Task ActAsync(string key, AlertPattern pattern)
    {
        if (key == "Enter")
        {
            navigation.NavigateTo(PatternTable.LinkOf(_filter, pattern));
            return;
        }

        if (key != "m" && BulkKindOf(key) is null)
            return;
        if (!_mayDecide)
        {
            _message = OnlyReads;
            return;
        }

        var selection = await Selections.FreezeMatchingAsync(await currentUser.GetAsync(), PatternTable.FilterOf(_filter, pattern), CancellationToken.None);
        _message = selection is null ? $"More than {CappedCount.Cap} alerts are of this pattern, or none any more. Narrow the filter first." : null;
        if (selection is not null && BulkKindOf(key) is { } kind)
            (_deciding, _bulk) = (null, (kind, selection));
        else if (selection is not null)
            await Bulk.AssignAsync(await currentUser.GetAsync(), selection.RunId, _me, CancellationToken.None);
    }

    private static BulkKind? BulkKindOf(string key) => key switch
    {
        "c" => BulkKind.Close,
        "a" => BulkKind.Allow,
        "e" => BulkKind.Escalate,
        _ => null,
    };

    /// <summary>Freezes what is selected, so that what is decided is what was counted.</summary>
    private async Task DecideManyAsync(BulkKind kind)
    {
        var selection = await FreezeAsync();
        (_deciding, _bulk) = (null, selection is null ? null : (kind, selection));
        _message = selection is null ? "None of the selected alerts is there any more." : null;
    }

    private async Task<FrozenSelection?> FreezeAsync() => _list.Frozen
        ?? await Selections.FreezeAsync(await currentUser.GetAsync(), _list.Selected.ToDictionary(row => row.PublicId, row => row.Version), CancellationToken.None);

    private async Task SelectAllAsync()
    {
        if (await Selections.FreezeMatchingAsync(await currentUser.GetAsync(), _filter, CancellationToken.None) is { } all)
            _list.SelectAll(all);
        else
            _message = $"More than {CappedCount.Cap} alerts match, or none any more. Narrow the filter first.";
    }

    private async Task TakeManyAsync()
    {
        if (await FreezeAsync() is { } selection)
            await Bulk.AssignAsync(await currentUser.GetAsync(), selection.RunId, _me, CancellationToken.None);
        ClearSelection();
    }

    private Task StartedAsync()
    {
        _bulk = null;
        _list.ClearSelection();
        return ShowCursorAsync();
    }

    private async Task ChangedAsync(IReadOnlyList<Guid> alerts)
    {
        await RefreshAsync();
        _list.Leave(alerts.ToHashSet());
        StateHasChanged();
    }

    private void ClearSelection()
    {
        _bulk = null;
        _list.ClearSelection();
    }

    private async Task TakeAsync(AlertQueueRow row)
    {
        var result = await assign.TakeAsync(await currentUser.GetAsync(), row.PublicId, row.Version, CancellationToken.None);
        _message = result is DecisionResult.Done ? null : "It was changed meanwhile and not taken; see how it stands now.";
        await RefreshAsync();
    }

    private async Task DoneAsync(DecisionDone done)
    {
        // What was done is told by the line of the last decision.
        (_deciding, _message) = (null, null);
        await RefreshAsync();
        _list.Leave(done.Done);
        await ShowCursorAsync();
    }

    private Task CancelAsync()
    {
        (_deciding, _bulk) = (null, null);
        return ShowCursorAsync();
    }

    private Task ShowCursorAsync() => (IsByPattern ? _patterns?.ShowCursorAsync() : _table?.ShowCursorAsync()) ?? Task.CompletedTask;

    private bool IsByPattern => _filter.Grouping == AlertGrouping.Pattern;

    private string CountWords => IsByPattern
        ? $"{_list.Patterns.Patterns.Count}{(_list.Patterns.HasMore ? "+" : null)} {(_list.Patterns.Patterns.Count == 1 ? "pattern" : "patterns")}"
        : $"{_list.Count} {(_list.Count.Value == 1 ? "alert" : "alerts")}";

    /// <summary>Work that ends quietly when the page is left.</summary>
    private static async Task WhileHereAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
        }
    }

    public void Dispose()
    {
        navigation.LocationChanged -= Moved;
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
