using Microsoft.AspNetCore.Components;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Baseline.Groups;

public sealed partial class GroupsPage : IDisposable
{
    private Actor? _actor;
    private IReadOnlyList<GroupLine>? _groups;
    private GroupEdit? _edit;
    private IReadOnlyList<UseGroup> _others = [];
    private IReadOnlyList<string> _faults = [];
    private string? _message;
    private bool _busy;
    private IDisposable? _subscription;

    [Inject]
    private GroupQueries Queries { get; set; } = null!;

    [Inject]
    private GroupCommands Commands { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    private bool MayEdit => _actor?.May(Policies.ApproveUses) == true;

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _actor = await CurrentUser.FindAsync();
        _subscription = Notices.Subscribe(Topic.Baseline, () => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _groups = await Queries.ListAsync(CancellationToken.None);
        StateHasChanged();
    }

    private void Begin(UseGroupKind kind) => Open(new() { Kind = kind });

    private void Change(GroupLine line) => Open(GroupEdit.Of(line));

    private void Open(GroupEdit edit)
    {
        (_edit, _faults, _message) = (edit, [], null);
        _others = [.. (_groups ?? []).Select(line => line.Group).Where(group => group.Kind == edit.Kind && group.Id != edit.Id)];
    }

    private void Close() => (_edit, _faults) = (null, []);

    private Task SaveAsync(GroupEdit edit) => RunAsync(async actor =>
    {
        _faults = Faults(await Commands.SaveAsync(actor, edit, CancellationToken.None));
        if (_faults.Count > 0)
            return;
        Close();
        _message = $"{edit.Name.Trim()} is saved.";
    });

    private Task RemoveAsync(GroupLine line) => RunAsync(async actor =>
    {
        var faults = Faults(await Commands.RemoveAsync(actor, line.Group.Id, line.Version, CancellationToken.None));
        _message = faults.Count > 0 ? string.Join(' ', faults) : $"{line.Group.Name} is removed.";
        if (faults.Count == 0 && _edit?.Id == line.Group.Id)
            Close();
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

    private static IReadOnlyList<string> Faults(DecisionResult result) => result switch
    {
        DecisionResult.Invalid invalid => invalid.Faults,
        DecisionResult.Settled settled => [settled.What],
        DecisionResult.Gone gone => [gone.What],
        _ => [],
    };
}
