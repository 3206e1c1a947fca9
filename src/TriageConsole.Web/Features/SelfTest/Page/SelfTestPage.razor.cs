using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.SelfTest.Page;

public sealed partial class SelfTestPage : IDisposable
{
    private Actor? _actor;
    private SelfTestView _view = new();
    private SelfTestReport? _report;
    private bool _asked;
    private IDisposable? _subscription;

    [Inject]
    private SelfTestQueries Queries { get; set; } = null!;

    [Inject]
    private SelfTestCommands Commands { get; set; } = null!;

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
        _view = SelfTestView.Parse(Navigation.Uri);
        Navigation.LocationChanged += OnLocationChanged;
        _actor = await CurrentUser.FindAsync();
        _subscription = Notices.Subscribe(Topic.SelfTest, () => InvokeAsync(() =>
        {
            _asked = false;
            return LoadAsync();
        }));
        await LoadAsync();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => InvokeAsync(() =>
    {
        _view = SelfTestView.Parse(e.Location);
        return LoadAsync();
    });

    private async Task LoadAsync()
    {
        _report = await Queries.ReadAsync(_view.Run, CancellationToken.None);
        StateHasChanged();
    }

    private void Run()
    {
        Commands.Run(_actor!);
        _asked = true;
    }
}
