using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>Every known computer. Its state is its address: see <see cref="HostFilter"/>.</summary>
public sealed partial class HostsPage(HostQueries queries, NavigationManager navigation) : IDisposable
{
    private readonly HostList _list = new(queries);
    private CancellationTokenSource _gone = new();

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    private HostBar? _bar;
    private HostsTable? _table;
    private HostFilter _filter = HostFilter.Default;
    private IReadOnlyList<string> _ignored = [];
    private string? _fault;
    private bool _loaded;
    private bool _help;

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += Moved;
        await ReadAddressAsync();
    }

    private void Go(HostFilter next) => navigation.NavigateTo(AppRoutes.Hosts + next.ToQuery());

    private void Moved(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(ReadAddressAsync);

    private async Task ReadAddressAsync()
    {
        var address = new Uri(navigation.Uri);
        if (address.AbsolutePath != AppRoutes.Hosts)
            return;

        // A list that nobody waits for any more must not hold up the next.
        await _gone.CancelAsync();
        _gone.Dispose();
        _gone = new();
        var mine = _gone.Token;
        (_filter, _ignored) = HostFilter.Parse(address.Query);
        _filter = _filter with { WithExercises = (await CurrentUser.FindAsync())?.May(Policies.ManageExercises) != true };
        (_loaded, _fault) = (false, null);
        StateHasChanged();
        try
        {
            await _list.LoadAsync(_filter, mine);
            _loaded = true;
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
        }
        catch (DbException) when (mine.IsCancellationRequested)
        {
            // What a cancelled statement is called differs by database.
        }
        catch (DbException e)
        {
            _fault = $"The database could not answer: {e.Message} Nothing was changed; try again or narrow the list.";
            StateHasChanged();
        }
    }

    private async Task MoreAsync()
    {
        try
        {
            await _list.MoreAsync(_gone.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

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
            case "j" or "k":
                if (_list.Move(key == "j" ? 1 : -1))
                    await MoreAsync();
                if (_table is not null)
                    await _table.ShowCursorAsync();
                break;
            case "Enter" when _list.Current is { } row:
                navigation.NavigateTo(AppRoutes.HostOf(row.Id));
                break;
        }
    }

    public void Dispose()
    {
        navigation.LocationChanged -= Moved;
        _gone.Cancel();
        _gone.Dispose();
    }
}
