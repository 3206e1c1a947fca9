using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Decisions.Panels;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Alert;

/// <summary>One alert: what ran, why we say so, what we could not check, has anyone allowed this, what else did it do.</summary>
public sealed partial class AlertPage(
    AlertQueries queries, AlertTreeQueries trees, AssignCommands assign, UndoCommands undo, CurrentUser currentUser, Notices notices) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly HashSet<long> _opened = [];
    private IDisposable? _subscription;
    private AlertView? _view;
    private IReadOnlyList<ProcessTreeNode>? _tree;
    private DecisionKind? _deciding;
    private IReadOnlyList<string> _commentFaults = [];
    private string? _message;
    private bool _mayUndo;
    private string _me = string.Empty;
    private bool _mayDecide;
    private bool _loaded;
    private Guid _shown;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private TechniqueNames Techniques { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
            return;
        _shown = Id;
        (_view, _tree, _deciding, _message, _mayUndo, _loaded) = (null, null, null, null, false, false);
        _opened.Clear();
        var actor = await currentUser.GetAsync();
        (_me, _mayDecide) = (actor.Name, actor.May(Policies.DecideAlerts));
        _subscription ??= notices.Subscribe(Topic.Alerts, () => InvokeAsync(ReloadAsync));
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        try
        {
            var next = await queries.FindAsync(Id, _gone.Token);

            // The tree changes only when the chain was judged again: drawing it anew would lose what a person opened in it.
            if (next is not null && (_tree is null || next.JudgedUtc != _view?.JudgedUtc))
                _tree = await trees.LoadAsync(next, _opened, _gone.Token);
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
        if (_view is null || AlertTreeBuilder.FoldedParent(nodeId) is not { } parent || !_opened.Add(parent))
            return;
        _tree = await trees.LoadAsync(_view, _opened, _gone.Token);
    }

    private void Decide(DecisionKind kind) => (_deciding, _mayUndo, _message) = (_deciding == kind ? null : kind, false, null);

    private Task KeyAsync(string key)
    {
        switch (key)
        {
            case "m":
                return TakeAsync();
            case "u":
                return UndoAsync();
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
        _mayUndo = false;
        await ReloadAsync();
    }

    private async Task DoneAsync(DecisionDone done)
    {
        (_deciding, _message, _mayUndo) = (null, done.Message, done.Kind != DecisionKind.Escalate);
        await ReloadAsync();
    }

    private async Task UndoAsync()
    {
        var actor = await currentUser.GetAsync();
        (_deciding, _mayUndo) = (null, false);
        _message = await undo.OfferAsync(actor, CancellationToken.None) is { } offer
            ? UndoWords.Of(offer, await undo.UndoAsync(actor, offer.RunId, CancellationToken.None))
            : UndoWords.Nothing;
        await ReloadAsync();
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
