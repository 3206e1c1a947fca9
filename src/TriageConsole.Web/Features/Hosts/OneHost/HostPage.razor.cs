using Microsoft.AspNetCore.Components;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Hunt;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Hosts.OneHost;

/// <summary>One computer: what it sends, its alerts, its use of script hosts.</summary>
public sealed partial class HostPage(OneHostQueries queries, Notices notices) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private OneHostView? _view;
    private bool _loaded;
    private int _shown;

    [Parameter]
    public int Id { get; set; }

    // Every import ends with this notice too, so that what it brought is shown without a look after each of its batches.
    protected override void OnInitialized() => _subscription = notices.Subscribe(Topic.Alerts, () => InvokeAsync(LoadAsync));

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
            return;
        (_shown, _view, _loaded) = (Id, null, false);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var id = Id;
        try
        {
            var view = await queries.FindAsync(id, _gone.Token);

            // Another host was opened meanwhile; its own load shows it.
            if (id != Id)
                return;
            (_view, _loaded) = (view, true);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private static string Processes(OneHostView view) => AppRoutes.Hunt + new HuntFilter { Host = view.Name }.ToQuery();

    private static string AllAlerts(OneHostView view) =>
        AppRoutes.Alerts + (AlertFilter.Default with { Statuses = EnumSet.All<AlertStatus>(), Host = view.Name, Sort = AlertSort.Newest }).ToQuery();

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
