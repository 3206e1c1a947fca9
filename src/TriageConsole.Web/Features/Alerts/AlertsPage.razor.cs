using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Decisions.Panels;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>The queue. Its state is its address: see <see cref="AlertFilter"/>.</summary>
public sealed partial class AlertsPage(
    AlertQueueQueries queries, AssignCommands assign, UndoCommands undo, CurrentUser currentUser, Notices notices, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly QueueList _list = new(queries);
    private IDisposable? _subscription;
    private FilterBar? _bar;
    private QueueTable? _table;
    private AlertFilter _filter = AlertFilter.Default;
    private IReadOnlyList<string> _ignored = [];
    private Deciding? _deciding;
    private string? _message;
    private bool _mayUndo;
    private string _me = string.Empty;
    private bool _mayDecide;
    private bool _loaded;
    private bool _help;

    protected override async Task OnInitializedAsync()
    {
        var actor = await currentUser.GetAsync();
        (_me, _mayDecide) = (actor.Name, actor.May(Policies.DecideAlerts));
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
        (_deciding, _message, _mayUndo) = (null, null, false);
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
            case "u" when _mayDecide:
                await UndoAsync();
                break;
            case "Escape" when _deciding is not null:
                await CancelAsync();
                break;
            case "j" or "k":
                if (_list.Move(key == "j" ? 1 : -1))
                    await MoreAsync();
                await ShowCursorAsync();
                break;
            default:
                if (_filter.Grouping == AlertGrouping.Flat && _list.Current is { } row)
                    await ActAsync(key, row);
                break;
        }
    }

    private async Task ActAsync(string key, AlertQueueRow row)
    {
        if (key == "Enter")
            navigation.NavigateTo(AppRoutes.AlertOf(row.PublicId));
        else if (!_mayDecide)
            _message = "Managers read alerts; analysts and admins decide them.";
        else if (key == "x")
            _list.Toggle(row);
        else if (key == "m")
            await TakeAsync([row]);
        else if (DecisionBar.KindOf(key, row.Status) is { } kind)
            Decide(kind, kind == DecisionKind.Close && _list.Selected is { Count: > 0 } selected ? selected : [row]);
    }

    private void Decide(DecisionKind kind, IReadOnlyList<AlertQueueRow> rows) =>
        (_deciding, _mayUndo, _message) = (new(kind, [.. rows.Take(CloseCommands.MostAtOnce).Select(DecisionTarget.Of)]), false, null);

    private async Task TakeAsync(IReadOnlyList<AlertQueueRow> rows)
    {
        var results = await assign.TakeManyAsync(
            await currentUser.GetAsync(), rows.Take(CloseCommands.MostAtOnce).ToDictionary(r => r.PublicId, r => r.Version), CancellationToken.None);
        var left = results.Values.Count(result => result is not DecisionResult.Done);
        _message = left == 0 ? "Taken." : $"{left} changed meanwhile, not taken; see how it stands now.";
        _mayUndo = left < results.Count;
        await RefreshAsync();
    }

    private async Task DoneAsync(DecisionDone done)
    {
        (_deciding, _message, _mayUndo) = (null, done.Message, done.Kind != DecisionKind.Escalate && done.Done.Count > 0);
        await RefreshAsync();
        _list.Leave(done.Done);
        await ShowCursorAsync();
    }

    private async Task UndoAsync()
    {
        var actor = await currentUser.GetAsync();
        (_deciding, _mayUndo) = (null, false);
        if (await undo.OfferAsync(actor, CancellationToken.None) is not { } offer)
        {
            _message = UndoWords.Nothing;
            return;
        }

        var result = await undo.UndoAsync(actor, offer.RunId, CancellationToken.None);
        _message = UndoWords.Of(offer, result);
        await LoadAsync();
        if (_list.Rows.FirstOrDefault(row => result.Restored.Contains(row.PublicId)) is { } back)
            _list.PutCursorOn(back);
        await ShowCursorAsync();
    }

    private Task CancelAsync()
    {
        _deciding = null;
        return ShowCursorAsync();
    }

    private Task ShowCursorAsync() => _table?.ShowCursorAsync() ?? Task.CompletedTask;

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
