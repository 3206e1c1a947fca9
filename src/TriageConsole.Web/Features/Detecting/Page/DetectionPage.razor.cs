using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Detecting.Page;

public sealed partial class DetectionPage : IDisposable
{
    private Actor? _actor;
    private DetectionView _view = new();
    private int _changes;
    private IDisposable? _subscription;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _subscription?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _view = DetectionView.Parse(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        _actor = await CurrentUser.FindAsync();

        // The panels ask again when the number is another: first load and live update are the same code.
        _subscription = Notices.Subscribe(Topic.Detection, () => InvokeAsync(() =>
        {
            _changes++;
            StateHasChanged();
        }));
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => InvokeAsync(() =>
    {
        _view = DetectionView.Parse(e.Location);
        StateHasChanged();
    });
}
