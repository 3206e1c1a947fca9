using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>The delivery log of a case or of an alert; looks again by itself.</summary>
public sealed partial class DeliveryPanel(DeliveryQueries queries, DeliveryCommands commands, CurrentUser currentUser, Notices notices) : IDisposable
{
    private IReadOnlyList<DeliveryLine> _lines = [];
    private IDisposable? _subscription;
    private (long?, Guid?) _shown;
    private bool _mayRetry;

    /// <summary>The case; or else <see cref="AlertId"/>.</summary>
    [Parameter]
    public long? CaseId { get; set; }

    [Parameter]
    public Guid? AlertId { get; set; }

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (CaseId, AlertId))
            return;
        _shown = (CaseId, AlertId);
        _subscription ??= notices.Subscribe(Topic.Deliveries, () => InvokeAsync(LoadAsync));
        _mayRetry = (await currentUser.GetAsync()).May(Policies.DecideAlerts);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _lines = CaseId is { } caseId
            ? await queries.OfCaseAsync(caseId, CancellationToken.None)
            : AlertId is { } alertId ? await queries.OfAlertAsync(alertId, CancellationToken.None) : [];
        StateHasChanged();
    }

    private async Task RetryAsync(long deliveryId)
    {
        try
        {
            await commands.RetryAsync(await currentUser.GetAsync(), deliveryId, CancellationToken.None);
        }
        catch (PermissionDeniedException)
        {
            // The role was taken away while the page was open: the button goes, too.
            _mayRetry = false;
        }

        await LoadAsync();
    }
}
