using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Escalation.Page;

public sealed partial class TargetsPage : IDisposable
{
    private IReadOnlyList<TargetLine>? _targets;
    private TargetEdit? _edit;
    private IReadOnlyList<TargetFault> _faults = [];
    private string? _message;
    private bool _busy;
    private IDisposable? _subscription;

    [Inject]
    private TargetQueries Queries { get; set; } = null!;

    [Inject]
    private TargetCommands Commands { get; set; } = null!;

    [Inject]
    private TargetCatalog Catalog { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _subscription = Notices.Subscribe(Topic.Targets, () => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _targets = await Queries.ListAsync(CancellationToken.None);
        StateHasChanged();
    }

    private void Begin(IEscalationTarget kind) => (_edit, _faults, _message) = (TargetEdit.New(kind), [], null);

    private void Close() => (_edit, _faults) = (null, []);

    private async Task EditAsync(TargetLine line)
    {
        (_faults, _message) = ([], null);
        _edit = await Queries.FindAsync(line.Id, CancellationToken.None);
        if (_edit is null)
            _message = "This target does not exist any more, or this version of the console does not know its kind.";
    }

    private Task SaveAsync(TargetEdit edit) => RunAsync(async actor =>
    {
        _faults = await Commands.SaveAsync(actor, edit, CancellationToken.None);
        if (_faults.Count > 0)
            return;
        Close();
        _message = $"{edit.Name.Trim()} is saved.";
    });

    private Task TestAsync(TargetLine line) => RunAsync(async actor =>
    {
        var outcome = await Commands.SendTestAsync(actor, line.Id, CancellationToken.None);
        _message = outcome switch
        {
            DeliveryOutcome.Delivered => $"Test to {line.Name}: delivered. {outcome.Words}",
            DeliveryOutcome.Refused => $"Test to {line.Name}: refused. {outcome.Words}",
            _ => $"Test to {line.Name}: did not arrive; a delivery would be tried again. {outcome.Words}",
        };
    });

    private Task RemoveAsync(TargetLine line) => RunAsync(async actor =>
    {
        await Commands.RemoveAsync(actor, line.Id, CancellationToken.None);
        if (_edit?.Id == line.Id)
            Close();
        _message = $"{line.Name} is removed.";
    });

    private async Task RunAsync(Func<Actor, Task> command)
    {
        if (_busy)
            return;
        (_busy, _message) = (true, null);
        try
        {
            await command(await CurrentUser.GetAsync());
            await LoadAsync();
        }
        catch (PermissionDeniedException denied)
        {
            // The role was taken away while the page was open.
            _message = denied.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}
