using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>The approved uses. Its state is its address: see <see cref="BaselineFilter"/>.</summary>
public sealed partial class BaselinePage : IDisposable
{
    private Actor? _actor;
    private IReadOnlyList<UseLine>? _uses;
    private BaselineFilter _filter = BaselineFilter.Default;
    private IReadOnlyList<string> _ignored = [];
    private string? _text;
    private IDisposable? _subscription;

    [Inject]
    private BaselineQueries Queries { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool MayPropose => _actor?.May(Policies.DecideAlerts) == true;

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _subscription?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        ReadAddress();
        _actor = await CurrentUser.FindAsync();
        _subscription = Notices.Subscribe(Topic.Baseline, () => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _uses = await Queries.ListAsync(CancellationToken.None);
        StateHasChanged();
    }

    private void Moved(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(() =>
    {
        ReadAddress();
        StateHasChanged();
    });

    private void ReadAddress()
    {
        var address = new Uri(Navigation.Uri);
        if (address.AbsolutePath == AppRoutes.Baseline)
            ((_filter, _ignored), _text) = (BaselineFilter.Parse(address.Query), BaselineFilter.Parse(address.Query).Filter.Text);
    }

    private static string AddressOf(BaselineFilter filter) => AppRoutes.Baseline + filter.ToQuery();

    private void Show(BaselineFilter filter) => Navigation.NavigateTo(AddressOf(filter));

    private void Search() => Show(_filter with { Text = string.IsNullOrWhiteSpace(_text) ? null : _text.Trim() });

    private string Pressed(UseStanding? standing) => _filter.Standing == standing ? "true" : "false";
}
