using Microsoft.AspNetCore.Components;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Cases.OneCase;

/// <summary>One case: its alerts, what people wrote and are to do, the story, what was sent.</summary>
public sealed partial class CasePage(
    CaseQueries queries, CaseTimelineQueries timelines, PeopleNames people, CurrentUser currentUser, Notices notices, NavigationManager navigation) : IDisposable
{
    private static readonly IReadOnlyCollection<string> _keys = ["n", "t", "c", "r", "m", "Escape"];
    private readonly CancellationTokenSource _gone = new();

    // Taken once: a page that is left while it still loads must find itself cancelled, not its source disposed.
    private CancellationToken _left;
    private readonly List<IDisposable> _subscriptions = [];
    private CaseView? _view;
    private CaseTimeline? _timeline;
    private CaseNotesPanel? _notes;
    private CaseTasksPanel? _tasks;
    private CaseActionKind? _acting;
    private IReadOnlyList<string> _people = [];
    private IReadOnlyList<string> _workers = [];
    private long _shown;
    private bool _mayWork;
    private bool _loaded;

    [Parameter]
    public long Id { get; set; }

    /// <summary>The case whose link led here, since it was merged into this one.</summary>
    [SupplyParameterFromQuery]
    public long? Merged { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_left == default)
            _left = _gone.Token;
        if (_shown == Id)
            return;
        _shown = Id;
        (_view, _timeline, _acting, _loaded) = (null, null, null, false);
        _mayWork = (await currentUser.GetAsync()).May(Policies.WorkCases);
        if (_subscriptions.Count == 0)
        {
            _people = await people.WhoMayAsync(Policies.ReadTriage, _left);
            _workers = await people.WhoMayAsync(Policies.WorkCases, _left);
            foreach (var topic in (Topic[])[Topic.Cases, Topic.Alerts, Topic.Deliveries])
                _subscriptions.Add(notices.Subscribe(topic, () => InvokeAsync(LoadAsync)));
        }

        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            var id = Id;
            var view = await queries.FindAsync(id, _left);
            if (view?.Summary is { Status: CaseStatus.Merged, MergedIntoId: { } into })
            {
                navigation.NavigateTo(FormattableString.Invariant($"{AppRoutes.CaseOf(into)}?merged={id}"), replace: true);
                return;
            }

            var timeline = view is null ? null : await timelines.ReadAsync(id, _left);
            if (id != Id)
                return;
            (_view, _timeline, _loaded) = (view, timeline, true);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private void Act(CaseActionKind kind) => _acting = _acting == kind ? null : kind;

    private async Task KeyAsync(string key)
    {
        switch (key)
        {
            case "n" when _notes is not null:
                await _notes.WriteAsync();
                break;
            case "t" when _tasks is not null:
                await _tasks.WriteAsync();
                break;
            case "Escape":
                _acting = null;
                break;
            default:
                if (_view is not null && CaseActionBar.KindOf(key, _view.Summary.Status) is { } kind)
                    Act(kind);
                break;
        }
    }

    private Task DoneAsync()
    {
        _acting = null;
        return LoadAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
    }
}
