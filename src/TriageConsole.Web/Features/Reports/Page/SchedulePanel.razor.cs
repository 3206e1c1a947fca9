using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Web.Components.Times;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Features.Reports.Schedules;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Reports.Page;

public sealed partial class SchedulePanel
{
    private ScheduleEdit? _edit;
    private IReadOnlyList<string> _faults = [];
    private long? _asked;
    private bool _busy;

    [Inject]
    private ScheduleCommands Commands { get; set; } = null!;

    [Inject]
    private ReportMail Mail { get; set; } = null!;

    [Inject]
    private IOptions<ReportsOptions> Options { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [CascadingParameter]
    private ViewerZone Zone { get; set; } = ViewerZone.Utc;

    [Parameter, EditorRequired]
    public required ReportsView View { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private void Begin(ScheduleEdit edit) => (_edit, _faults, _asked) = (edit, [], null);

    private void Close() => (_edit, _faults) = (null, []);

    private async Task SaveAsync()
    {
        _busy = true;
        try
        {
            var outcome = await Commands.SaveAsync(await CurrentUser.GetAsync(), _edit!, CancellationToken.None);
            _faults = outcome.Faults;
            if (!outcome.IsDone)
                return;
            Close();
            await OnChanged.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task SwitchAsync(ReportScheduleRow schedule)
    {
        await Commands.SwitchAsync(await CurrentUser.GetAsync(), schedule.Id, !schedule.IsOn, CancellationToken.None);
        await OnChanged.InvokeAsync();
    }

    private async Task RemoveAsync(long id)
    {
        _asked = null;
        await Commands.RemoveAsync(await CurrentUser.GetAsync(), id, CancellationToken.None);
        await OnChanged.InvokeAsync();
    }
}
