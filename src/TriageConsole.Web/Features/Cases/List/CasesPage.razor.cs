using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Cases.List;

/// <summary>All cases. Its state is its address: see <see cref="CaseFilter"/>.</summary>
public sealed partial class CasesPage(
    CaseQueries queries, PeopleNames people, CurrentUser currentUser, Notices notices, NavigationManager navigation) : IDisposable
{
    private static readonly IReadOnlyList<KeyHint> Hints =
    [
        new("j", "next case"), new("k", "previous case"), new("Enter", "open it"), new("n", "new case"), new("/", "search"), new("?", "show these keys"),
    ];

    private static readonly IReadOnlyCollection<string> _keys = [.. Hints.Select(hint => hint.Key), "Escape"];
    private readonly CancellationTokenSource _gone = new();

    // Taken once: a page that is left while it still loads must find itself cancelled, not its source disposed.
    private CancellationToken _left;
    private IDisposable? _subscription;
    private IReadOnlyList<CaseSummary>? _cases;
    private IReadOnlyList<string> _owners = [];
    private IReadOnlyList<string> _ignored = [];
    private CaseFilter _filter = CaseFilter.Default;
    private CaseBar? _bar;
    private CaseTable? _table;
    private string _me = string.Empty;
    private long? _cursor;
    private bool _mayWork;
    private bool _opening;
    private bool _help;

    protected override async Task OnInitializedAsync()
    {
        _left = _gone.Token;
        var actor = await currentUser.GetAsync();
        (_me, _mayWork) = (actor.Name, actor.May(Policies.WorkCases));
        _owners = await people.WhoMayAsync(Policies.WorkCases, _left);
        navigation.LocationChanged += Moved;
        _subscription = notices.Subscribe(Topic.Cases, () => InvokeAsync(LoadAsync));
        await ReadAddressAsync();
    }

    private void Go(CaseFilter next) => navigation.NavigateTo(AppRoutes.Cases + next.ToQuery());

    private void Moved(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(ReadAddressAsync);

    private async Task ReadAddressAsync()
    {
        var address = new Uri(navigation.Uri);
        if (address.AbsolutePath != AppRoutes.Cases)
            return;
        (_filter, _ignored) = CaseFilter.Parse(address.Query);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _cases = await queries.ListAsync(_filter, _left);
            if (_cases.All(c => c.Id != _cursor))
                _cursor = _cases.Count > 0 ? _cases[0].Id : null;
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private void PutCursor(long id) => _cursor = id;

    private async Task KeyAsync(string key)
    {
        switch (key)
        {
            case "?":
                _help = !_help;
                break;
            case "n" when _mayWork:
                _opening = true;
                break;
            case "Escape":
                _opening = false;
                break;
            case "/" when _bar is not null:
                await _bar.FocusSearchAsync();
                break;
            case "j" or "k" when _cases is { Count: > 0 } cases:
                var at = Math.Max(0, cases.ToList().FindIndex(c => c.Id == _cursor));
                _cursor = cases[Math.Clamp(at + (key == "j" ? 1 : -1), 0, cases.Count - 1)].Id;
                if (_table is not null)
                    await _table.ShowAsync(_cursor.Value);
                break;
            case "Enter" when _cursor is { } id:
                navigation.NavigateTo(AppRoutes.CaseOf(id));
                break;
        }
    }

    public void Dispose()
    {
        navigation.LocationChanged -= Moved;
        _gone.Cancel();
        _gone.Dispose();
        _subscription?.Dispose();
    }
}
