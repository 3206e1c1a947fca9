using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Features.Reports.Making;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Reports.Page;

public sealed partial class ReportsPage : IDisposable
{
    private ReportsView? _view;
    private IReadOnlyList<string> _faults = [];
    private string _printing = string.Empty;
    private bool _mayMake;
    private bool _busy;
    private IDisposable? _subscription;

    [Inject]
    private ReportQueries Queries { get; set; } = null!;

    [Inject]
    private ReportCommands Commands { get; set; } = null!;

    [Inject]
    private ChromiumPrinter Printer { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _mayMake = (await CurrentUser.FindAsync())?.May(Policies.MakeReports) == true;
        _printing = Printer.WhyNot ?? "Each is made as HTML and, by the Chromium of this machine, as PDF.";
        _subscription = Notices.Subscribe(Topic.Reports, () => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _view = await Queries.ReadAsync(CancellationToken.None);
        StateHasChanged();
    }

    private async Task MakeAsync(ReportRequest request)
    {
        _busy = true;
        try
        {
            _faults = (await Commands.MakeAsync(await CurrentUser.GetAsync(), request, CancellationToken.None)).Faults;
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task CancelAsync(long id)
    {
        await Commands.CancelAsync(await CurrentUser.GetAsync(), id, CancellationToken.None);
        await LoadAsync();
    }

    private async Task DeleteAsync(long id)
    {
        _faults = (await Commands.DeleteAsync(await CurrentUser.GetAsync(), id, CancellationToken.None)).Faults;
        await LoadAsync();
    }

    private async Task SendAgainAsync(long id)
    {
        await Commands.SendAgainAsync(await CurrentUser.GetAsync(), id, CancellationToken.None);
        await LoadAsync();
    }
}
