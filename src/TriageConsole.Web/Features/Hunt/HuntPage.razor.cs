using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>Every stored process. Its state is its address: see <see cref="HuntFilter"/>.</summary>
public sealed partial class HuntPage(HuntQueries queries, NavigationManager navigation) : IDisposable
{
    private readonly HuntList _list = new(queries);
    private CancellationTokenSource _gone = new();
    private HuntBar? _bar;
    private HuntTable? _table;
    private HuntFilter _filter = HuntFilter.Default;

    // What the rows that stand there were found with: until others come, their links stay as they are.
    private HuntFilter _found = HuntFilter.Default;
    private IReadOnlyList<string> _ignored = [];
    private string? _fault;
    private bool _loaded;
    private bool _help;

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += Moved;
        await ReadAddressAsync();
    }

    private void Go(HuntFilter next) => navigation.NavigateTo(AppRoutes.Hunt + next.ToQuery());

    private void Moved(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(ReadAddressAsync);

    private async Task ReadAddressAsync()
    {
        var address = new Uri(navigation.Uri);
        if (address.AbsolutePath != AppRoutes.Hunt)
            return;

        // A search that nobody waits for any more must not hold up the next.
        await _gone.CancelAsync();
        _gone.Dispose();
        _gone = new();
        var mine = _gone.Token;
        (_filter, _ignored) = HuntFilter.Parse(address.Query);
        (_loaded, _fault) = (false, null);
        StateHasChanged();
        try
        {
            await _list.LoadAsync(_filter, mine);
            (_loaded, _found) = (true, _filter);
            StateHasChanged();
            await _list.CountAsync(mine);
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
            _fault = $"The database could not answer: {e.Message} Nothing was changed; try again or narrow the hunt.";
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
                navigation.NavigateTo(AppRoutes.ProcessOf(row.Id));
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
