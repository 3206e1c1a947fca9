using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace TriageConsole.Web.Features.Baseline.Inventory;

/// <summary>Its state is its address: see <see cref="InventoryFilter"/>.</summary>
public sealed partial class InventoryPage : IDisposable
{
    private const int PageSize = 200;

    private CancellationTokenSource _gone = new();
    private InventoryFilter _filter = InventoryFilter.Default;
    private IReadOnlyList<string> _ignored = [];
    private InventoryResult? _result;
    private string? _fault;
    private string? _host;
    private string? _image;
    private string? _standing;
    private int _days = InventoryFilter.DefaultDays;
    private int _shown = PageSize;

    [Inject]
    private InventoryQueries Queries { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        await ReadAddressAsync();
    }

    // What was chosen goes through the address, so that nonsense is told in one place.
    private void Apply() => Navigation.NavigateTo(AppRoutes.BaselineInventory + new InventoryFilter
    {
        Host = Empty(_host),
        Image = Empty(_image),
        Standing = InventoryFilter.Standings.Where(pair => pair.Word == _standing).Select(pair => (InventoryStanding?)pair.Standing).FirstOrDefault(),
        Days = Math.Clamp(_days, 1, InventoryFilter.MostDays),
    }.ToQuery());

    private void Moved(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(ReadAddressAsync);

    private async Task ReadAddressAsync()
    {
        var address = new Uri(Navigation.Uri);
        if (address.AbsolutePath != AppRoutes.BaselineInventory)
            return;
        await _gone.CancelAsync();
        _gone.Dispose();
        _gone = new();
        var mine = _gone.Token;
        (_filter, _ignored) = InventoryFilter.Parse(address.Query);
        (_host, _image, _days, _shown, _result, _fault) = (_filter.Host, _filter.Image?.ToLowerInvariant(), _filter.Days, PageSize, null, null);
        _standing = InventoryFilter.Standings.Where(pair => pair.Standing == _filter.Standing).Select(pair => pair.Word).FirstOrDefault();
        StateHasChanged();
        try
        {
            _result = await Task.Run(() => Queries.ReadAsync(_filter, mine), mine);
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
            _fault = string.Create(CultureInfo.InvariantCulture, $"The database could not answer: {e.Message} Nothing was changed; narrow the filter or try again.");
        }

        StateHasChanged();
    }

    private static string? Empty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
