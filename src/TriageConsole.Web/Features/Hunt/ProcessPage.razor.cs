using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Hosting.Access;
using Severity = TriageConsole.Domain.Detection.Severity;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>One process: its tree, its facts, its alerts, and the way to raise one.</summary>
public sealed partial class ProcessPage(ProcessQueries queries, RaiseCommands raise, CurrentUser currentUser, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly OpenedNodes _opened = new();
    private ProcessDetails? _details;
    private IReadOnlyList<ProcessTreeNode>? _tree;
    private IReadOnlyList<string> _faults = [];
    private Severity _level = Severity.Medium;
    private string? _reason;
    private bool _mayRaise;
    private bool _raising;
    private bool _loaded;
    private long _shown;

    [Parameter]
    public long Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
            return;
        _shown = Id;
        (_details, _tree, _faults, _loaded) = (null, null, [], false);
        _opened.Clear();
        try
        {
            _mayRaise = (await currentUser.GetAsync()).May(Policies.DecideAlerts);
            _details = await queries.FindAsync(Id, _gone.Token);
            if (_details is not null)
                _tree = await queries.TreeAsync(_details.Process, _opened, _gone.Token);
            _loaded = true;
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task OpenFoldedAsync(string nodeId)
    {
        if (_details is null || AlertTreeBuilder.FoldedParent(nodeId) is not { } parent)
            return;
        _opened.Open(parent);
        _tree = await queries.TreeAsync(_details.Process, _opened, _gone.Token);
    }

    private void OpenNode(string nodeId)
    {
        if (AlertTreeBuilder.ProcessOf(nodeId) is { } process && process != Id)
            navigation.NavigateTo(AppRoutes.ProcessOf(process));
    }

    private string? PageOf(string nodeId) => AlertTreeBuilder.ProcessOf(nodeId) is { } process && process != Id ? AppRoutes.ProcessOf(process) : null;

    private async Task RaiseAsync()
    {
        _raising = true;
        try
        {
            var result = await raise.RaiseAsync(await currentUser.GetAsync(), Id, _level, _reason, CancellationToken.None);
            _faults = result.Faults;
            if (result.AlertId is { } alert)
                navigation.NavigateTo(AppRoutes.AlertOf(alert));
        }
        finally
        {
            _raising = false;
        }
    }

    private static string To(HuntFilter filter) => AppRoutes.Hunt + filter.ToQuery();

    // An address holds whole seconds.
    private static DateTime Whole(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
