using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Decisions.Panels;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>One decision on a frozen selection: form, command, and what keeps it from being begun.</summary>
public sealed partial class BulkPanel
{
    private readonly string _titleId = $"b{Guid.NewGuid():N}";
    private CloseForm? _close;
    private AllowForm? _allow;
    private EscalateForm? _escalate;
    private DraftText? _comment;
    private IReadOnlyList<string> _faults = [];
    private string? _text;
    private bool _busy;

    [Parameter, EditorRequired]
    public required BulkKind Kind { get; set; }

    [Parameter, EditorRequired]
    public required FrozenSelection Selection { get; set; }

    /// <summary>It is under way.</summary>
    [Parameter]
    public EventCallback OnStarted { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Inject]
    private BulkCommands Commands { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    private async Task RunAsync(Func<Actor, long, Task<DecisionResult>> command)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            _faults = await command(await CurrentUser.GetAsync(), Selection.RunId) switch
            {
                DecisionResult.Invalid invalid => invalid.Faults,
                DecisionResult.Gone gone => [gone.What],
                _ => [],
            };
            if (_faults.Count > 0)
                return;
            await ForgetAsync();
            await OnStarted.InvokeAsync();
        }
        catch (PermissionDeniedException denied)
        {
            // The role was taken away while the page was open.
            _faults = [denied.Message];
        }
        finally
        {
            _busy = false;
        }
    }

    private Task ForgetAsync() => Kind switch
    {
        BulkKind.Close => _close?.ForgetAsync(),
        BulkKind.Allow => _allow?.ForgetAsync(),
        BulkKind.Escalate => _escalate?.ForgetAsync(),
        BulkKind.Comment => _comment?.ForgetAsync(),
        _ => null,
    } ?? Task.CompletedTask;

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnCancel.InvokeAsync() : Task.CompletedTask;
}
