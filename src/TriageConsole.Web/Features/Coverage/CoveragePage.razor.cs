using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TriageConsole.Web.Components.Times;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>Its state is its address: see <see cref="CoverageFilter"/>. Drawn in two steps, the alerts first.</summary>
public sealed partial class CoveragePage(CoverageView view, Notices notices, NavigationManager navigation) : IDisposable
{
    private static readonly TimeSpan _breath = TimeSpan.FromMilliseconds(100);

    private readonly List<IDisposable> _subscriptions = [];
    private CancellationTokenSource _gone = new();
    private CoverageFilter _filter = CoverageFilter.Default;
    private IReadOnlyList<string> _ignored = [];
    private ViewerZone? _zone;
    private CoverageFirst? _first;
    private CoverageRest? _rest;
    private string? _fault;

    [CascadingParameter]
    private ViewerZone Zone { get; set; } = ViewerZone.Utc;

    public void Dispose()
    {
        navigation.LocationChanged -= Moved;
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        navigation.LocationChanged += Moved;
        foreach (var topic in (Topic[])[Topic.Alerts, Topic.Imports, Topic.Baseline, Topic.SelfTest, Topic.Coverage])
            _subscriptions.Add(notices.Subscribe(topic, () => InvokeAsync(LoadAsync)));
    }

    // The browser tells its zone once it can: the days are others then.
    protected override Task OnParametersSetAsync()
    {
        if (_zone == Zone)
            return Task.CompletedTask;
        _zone = Zone;
        return ReadAddressAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(ReadAddressAsync);

    private Task ReadAddressAsync()
    {
        var address = new Uri(navigation.Uri);
        if (address.AbsolutePath != AppRoutes.Coverage)
            return Task.CompletedTask;
        var (filter, ignored) = CoverageFilter.Parse(address.Query);
        if (filter != _filter)
            (_first, _rest) = (null, null);
        (_filter, _ignored) = (filter, ignored);
        return LoadAsync();
    }

    // Off the circuit's own thread, so that the page answers while the database reads.
    private async Task LoadAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        _gone = new();
        var (mine, filter, zone) = (_gone.Token, _filter, Zone.Zone);
        _fault = null;
        StateHasChanged();
        try
        {
            var first = await Task.Run(() => view.FirstAsync(filter, zone, mine), mine);

            // What was asked since may have answered before: an answer that was given up must not replace it.
            mine.ThrowIfCancellationRequested();
            _first = first;
            StateHasChanged();

            // What is read next takes every processor there is: the first charts are drawn before it.
            await Task.Delay(_breath, mine);
            var rest = await Task.Run(() => view.RestAsync(first, mine), mine);
            mine.ThrowIfCancellationRequested();
            _rest = rest;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (DbException) when (mine.IsCancellationRequested)
        {
            // What a cancelled statement is called differs by database.
            return;
        }
        catch (DbException e)
        {
            _fault = $"The database could not answer: {e.Message} Nothing was changed; take a shorter period or try again.";
        }

        StateHasChanged();
    }

    private void Go(CoverageFilter filter) => navigation.NavigateTo(AppRoutes.Coverage + filter.ToQuery());

    private void Open(string? address)
    {
        if (address is not null)
            navigation.NavigateTo(address);
    }
}
