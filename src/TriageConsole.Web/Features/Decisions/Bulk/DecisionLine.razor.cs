using Microsoft.AspNetCore.Components;
using TriageConsole.Data.Model;
using TriageConsole.Web.Components.Times;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>What the person did last, how far it is, and the way back. First load and live update are the same.</summary>
public sealed partial class DecisionLine : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _decisions;
    private IDisposable? _alerts;
    private Actor? _actor;
    private OwnDecisions _own = new(null, null);
    private string? _message;
    private long _hidden;

    /// <summary>A run over a selection has ended: these alerts are no longer what they were.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<Guid>> OnChanged { get; set; }

    /// <summary>Something was taken back: alerts that had gone from a list may be in it again.</summary>
    [Parameter]
    public EventCallback OnUndone { get; set; }

    [CascadingParameter]
    private ViewerZone Zone { get; set; } = ViewerZone.Utc;

    [Inject]
    private DecisionQueries Queries { get; set; } = null!;

    [Inject]
    private UndoCommands Undo { get; set; } = null!;

    [Inject]
    private BulkCommands Bulk { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    /// <summary>Takes the last decision back that can be.</summary>
    public async Task UndoAsync()
    {
        if (_actor is null || !_actor.May(Policies.DecideAlerts))
            return;
        await ReadAsync();
        _message = _own.Undoable is not { } last ? "There is nothing to take back: a decision can be taken back for ten minutes."
            : await Undo.UndoAsync(await CurrentUser.GetAsync(), last.Run.Id, CancellationToken.None) ? null
            : "It is too late to take this back.";
        _hidden = 0;
        await ReadAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await CurrentUser.FindAsync();
        _decisions = Notices.Subscribe(Topic.Decisions, () => InvokeAsync(ReadAsync));
        _alerts = Notices.Subscribe(Topic.Alerts, () => InvokeAsync(ReadAsync));
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (_actor is null || _gone.IsCancellationRequested)
            return;
        try
        {
            var before = _own.Latest?.Run;
            _own = await Queries.OwnAsync(_actor, _gone.Token);
            StateHasChanged();
            var run = _own.Latest?.Run;
            if (run is { State: BulkState.Undone } && before is not null && (before.Id != run.Id || before.State != BulkState.Undone))
                await OnUndone.InvokeAsync();
            else if (run is { Total: > 1 } && before?.Id == run.Id && BulkWords.IsUnderWay(before.State) && !BulkWords.IsUnderWay(run.State))
                await OnChanged.InvokeAsync(await Queries.DoneAsync(run.Id, _gone.Token));
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task CancelAsync(long runId) => await Bulk.CancelAsync(await CurrentUser.GetAsync(), runId, CancellationToken.None);

    private async Task ResumeAsync(long runId) => await Bulk.ResumeAsync(await CurrentUser.GetAsync(), runId, CancellationToken.None);

    private string? Until(BulkRunRow run) => run.FinishedUtc is { } end ? $"Until {TimeText.Local(end + UndoCommands.Window, Zone)}" : null;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _decisions?.Dispose();
        _alerts?.Dispose();
    }
}
