using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions.Panels;

/// <summary>One decision on one alert, or one close on a selection: form, command, and what came of it.</summary>
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

    /// <summary>Never empty; more than one only to close.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DecisionTarget> Targets { get; set; }

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

    private DecisionTarget First => Targets[0];

    /// <summary>After an overtaken try, sending again names the version that the person was shown.</summary>
    private int Seen => _standing?.Version ?? First.Version;

    private string Draft => $"{Kind}/{(Targets.Count == 1 ? First.Id.ToString("N") : "selection")}".ToLowerInvariant();

    private string Title => (Kind, Targets.Count) switch
    {
        (DecisionKind.Allow, _) => "Allow as approved use",
        (DecisionKind.Escalate, _) => "Escalate",
        (DecisionKind.Reopen, _) => "Open again",
        (_, 1) => "Close",
        (_, var count) => $"Close {count} alerts",
    };

    private string Subject => Targets.Count == 1
        ? HostileText.Visible($"{First.Chain} on {First.Host}")
        : "Exactly the selected alerts; each one that somebody else decided meanwhile is left as it is.";

    private Task AllowAsync(AllowRequest request) => RunAsync("Allowed, pending review.", async actor =>
        (await AllowCommands.AllowAsync(actor, First.Id, Seen, request, CancellationToken.None)).Result);

    private Task EscalateAsync(EscalateRequest request) => RunAsync("Escalated.", async actor =>
        (await EscalateCommands.EscalateAsync(actor, First.Id, Seen, request, CancellationToken.None)).Result);

    private Task ReopenAsync(string? note) => RunAsync("Open again.", actor =>
        CloseCommands.ReopenAsync(actor, First.Id, Seen, note, CancellationToken.None));

    private Task CloseAsync(CloseRequest request) => Targets.Count == 1
        ? RunAsync("Closed.", actor => CloseCommands.CloseAsync(actor, First.Id, Seen, request, CancellationToken.None))
        : CloseSelectionAsync(request);

    private async Task CloseSelectionAsync(CloseRequest request)
    {
        _busy = true;
        try
        {
            var results = await CloseCommands.CloseManyAsync(
                await CurrentUser.GetAsync(), Targets.ToDictionary(t => t.Id, t => t.Version), request, CancellationToken.None);
            _faults = results.Values.OfType<DecisionResult.Invalid>().FirstOrDefault()?.Faults ?? [];
            if (_faults.Count > 0)
                return;
            await ForgetAsync();
            var done = results.Where(r => r.Value is DecisionResult.Done).Select(r => r.Key).ToList();
            var left = results.Count - done.Count;
            await OnDone.InvokeAsync(new(Kind, done, left == 0
                ? $"Closed {done.Count} alerts."
                : $"Closed {done.Count} alerts; {left} were decided by others meanwhile and left as they are."));
        }
        finally
        {
            _busy = false;
        }
    }

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
                    await OnDone.InvokeAsync(new(Kind, [First.Id], message));
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
