using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Exercises.Results;
using TriageConsole.Web.Features.Exercises.Run;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Exercises.Page;

/// <summary>One exercise: live while it runs, then its results.</summary>
public sealed partial class ExercisePage(ExerciseQueries queries, ExerciseCommands commands, CurrentUser currentUser, Notices notices) : IDisposable
{
    private readonly List<IDisposable> _subscriptions = [];
    private ExerciseView? _view;
    private StackedBarChart? _people;
    private StackedBarChart? _kinds;
    private bool _loaded;
    private long _shown = -1;

    [Parameter]
    public long Id { get; set; }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    // Decisions are told as changes of alerts.
    protected override void OnInitialized() => _subscriptions.AddRange(
        [notices.Subscribe(Topic.Exercises, () => InvokeAsync(LoadAsync)), notices.Subscribe(Topic.Alerts, () => InvokeAsync(LoadAsync))]);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
            return;
        _shown = Id;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var actor = await currentUser.GetAsync();
        _view = await queries.FindAsync(actor, Id, CancellationToken.None);
        (_people, _kinds, _loaded) = _view is null ? (null, null, true) : (ExerciseCharts.People(_view), ExerciseCharts.Kinds(_view), true);
        StateHasChanged();
    }

    private async Task EndAsync()
    {
        await commands.EndAsync(await currentUser.GetAsync(), Id, CancellationToken.None);
        await LoadAsync();
    }
}
