using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions.Panels;

/// <summary>One decision on one alert: form, command, and what came of it.</summary>
public sealed partial class DecisionPanel
{
    private readonly string _titleId = $"d{Guid.NewGuid():N}";
    private AllowForm? _allow;
    private EscalateForm? _escalate;
    private CloseForm? _close;
    private ReopenForm? _reopen;
    private AlertStanding? _standing;
    private IReadOnlyList<string> _faults = [];
    private bool _busy;

    [Parameter, EditorRequired]
    public required DecisionKind Kind { get; set; }

    [Parameter, EditorRequired]
    public required DecisionTarget Target { get; set; }

    [Parameter]
    public EventCallback<DecisionDone> OnDone { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private AllowCommands AllowCommands { get; set; } = null!;

    [Inject]
    private EscalateCommands EscalateCommands { get; set; } = null!;

    [Inject]
    private CloseCommands CloseCommands { get; set; } = null!;

    /// <summary>After an overtaken try, sending again names the version that the person was shown.</summary>
    private int Seen => _standing?.Version ?? Target.Version;

    private string Draft => $"{Kind}/{Target.Id:N}".ToLowerInvariant();

    private string Title => Kind switch
    {
        DecisionKind.Allow => "Allow as approved use",
        DecisionKind.Escalate => "Escalate",
        DecisionKind.Reopen => "Open again",
        _ => "Close",
    };

    private string Subject => HostileText.Visible($"{Target.Chain} on {Target.Host}");

    private Task AllowAsync(AllowRequest request) => RunAsync("Allowed, pending review.", async actor =>
        (await AllowCommands.AllowAsync(actor, Target.Id, Seen, request, CancellationToken.None)).Result);

    private Task EscalateAsync(EscalateRequest request) => RunAsync("Escalated.", async actor =>
        (await EscalateCommands.EscalateAsync(actor, Target.Id, Seen, request, CancellationToken.None)).Result);

    private Task ReopenAsync(string? note) => RunAsync("Open again.", actor =>
        CloseCommands.ReopenAsync(actor, Target.Id, Seen, note, CancellationToken.None));

    private Task CloseAsync(CloseRequest request) => RunAsync("Closed.", actor =>
        CloseCommands.CloseAsync(actor, Target.Id, Seen, request, CancellationToken.None));

    private async Task RunAsync(string message, Func<Actor, Task<DecisionResult>> command)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            _faults = [];
            switch (await command(await CurrentUser.GetAsync()))
            {
                case DecisionResult.Done:
                    await ForgetAsync();
                    await OnDone.InvokeAsync(new(Kind, [Target.Id], message));
                    break;
                case DecisionResult.Invalid invalid:
                    _faults = invalid.Faults;
                    break;
                case DecisionResult.Overtaken overtaken:
                    _standing = overtaken.Standing;
                    break;
                case DecisionResult.Gone gone:
                    _faults = [gone.What];
                    break;
                case DecisionResult.Settled settled:
                    _faults = [settled.What];
                    break;
            }
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
        DecisionKind.Allow => _allow?.ForgetAsync(),
        DecisionKind.Escalate => _escalate?.ForgetAsync(),
        DecisionKind.Close => _close?.ForgetAsync(),
        _ => _reopen?.ForgetAsync(),
    } ?? Task.CompletedTask;

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnCancel.InvokeAsync() : Task.CompletedTask;
}
