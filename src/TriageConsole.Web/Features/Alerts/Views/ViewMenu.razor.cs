using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Alerts.Views;

/// <summary>The menu of saved views. Opening one is following its address, so that nonsense in it is told as in any address.</summary>
public sealed partial class ViewMenu : IDisposable
{
    private IDisposable? _subscription;
    private IReadOnlyList<SavedView> _views = [];
    private string? _name;
    private string? _newName;
    private string? _fault;
    private bool _share;
    private long _renaming;
    private long _deleting;

    [Parameter, EditorRequired]
    public required AlertFilter Filter { get; set; }

    [Inject]
    private SavedViewQueries Queries { get; set; } = null!;

    [Inject]
    private SavedViewCommands Commands { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    /// <summary>The view that the filter is.</summary>
    private SavedView? Current => _views.FirstOrDefault(view => view.Query == Filter.ToQuery());

    protected override async Task OnInitializedAsync()
    {
        _subscription = Notices.Subscribe(Topic.SavedViews, () => InvokeAsync(async () =>
        {
            await LoadAsync();
            StateHasChanged();
        }));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (await CurrentUser.FindAsync() is { } actor)
            _views = await Queries.ListAsync(actor, CancellationToken.None);
    }

    private async Task SaveAsync()
    {
        await RunAsync(actor => Commands.SaveAsync(actor, _name, Filter, _share, CancellationToken.None));
        if (_fault is null)
            (_name, _share) = (null, false);
    }

    private async Task DeleteAsync(SavedView view)
    {
        if (_deleting == view.Id)
            await RunAsync(actor => Commands.DeleteAsync(actor, view.Id, CancellationToken.None));
        else
            _deleting = view.Id;
    }

    private async Task RunAsync(Func<Actor, Task<string?>> command)
    {
        _deleting = 0;
        try
        {
            _fault = await command(await CurrentUser.GetAsync());
        }
        catch (PermissionDeniedException denied)
        {
            // Somebody stopped sharing it while the menu was open.
            _fault = denied.Message;
        }

        if (_fault is null)
            _renaming = 0;
        await LoadAsync();
    }

    public void Dispose() => _subscription?.Dispose();
}
