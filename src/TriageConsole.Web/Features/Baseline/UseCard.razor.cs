using Microsoft.AspNetCore.Components;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Baseline;

public sealed partial class UseCard
{
    private IReadOnlyList<string> _faults = [];
    private string _note = string.Empty;
    private bool _busy;

    [Inject]
    private BaselineCommands Commands { get; set; } = null!;

    [Parameter, EditorRequired]
    public required UseLine Use { get; set; }

    [Parameter]
    public Actor? Actor { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private string TitleId => $"use-{Use.Id:N}";

    private bool CanDecide => Actor?.May(Policies.ApproveUses) == true
        && Use.Standing is UseStanding.Proposed or UseStanding.Active or UseStanding.Expiring or UseStanding.Expired;

    private string CoveredAddress => AppRoutes.Alerts + (AlertFilter.Default with { Use = Use.Id, Statuses = EnumSet.All<AlertStatus>() }).ToQuery();

    private string DriftAddress => AppRoutes.Alerts + (AlertFilter.Default with { Drift = Use.Id }).ToQuery();

    private bool Waits => Use.Standing == UseStanding.Proposed || Use.Renewal is not null;

    private IReadOnlyList<string> Differences(UseContent renewal) => UseDiff.Of(
        renewal with
        {
            Title = Use.Title,
            Conditions = Use.Conditions,
            Owner = Use.Owner,
            Reason = Use.Reason,
            Ticket = Use.Ticket,
            Acknowledgement = Use.Acknowledgement,
            ReviewUtc = Use.ReviewUtc,
            ExpiresUtc = Use.ExpiresUtc,
        },
        renewal);

    protected override void OnInitialized()
    {
        // One press retires what is proposed for it; the note says why and can be changed.
        if (Use.Attentions.Contains(UseAttention.Unused) && Use.Renewal is null)
            _note = "It covered nothing for 90 days.";
    }

    private async Task DecideAsync(Func<Actor, Guid, int, string?, CancellationToken, Task<DecisionResult>> decide)
    {
        if (Actor is null)
            return;
        _busy = true;
        try
        {
            _faults = await decide(Actor, Use.Id, Use.Version, _note, CancellationToken.None) switch
            {
                DecisionResult.Invalid invalid => invalid.Faults,
                DecisionResult.Settled settled => [settled.What],
                DecisionResult.Gone gone => [gone.What],
                _ => [],
            };
            if (_faults.Count == 0)
                _note = string.Empty;
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

        await OnChanged.InvokeAsync();
    }
}
