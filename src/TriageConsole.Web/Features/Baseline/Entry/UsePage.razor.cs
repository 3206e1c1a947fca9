using System.Globalization;
using Microsoft.AspNetCore.Components;
using TriageConsole.Detection.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Baseline.Entry;

/// <summary>One approved use: what it says, who answers for it, what it covers, all its versions.</summary>
public sealed partial class UsePage(BaselineQueries queries, BaselineCommands commands, BaselinePreview preview, UseCheck check, Notices notices) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Actor? _actor;
    private UseDetail? _use;
    private UsePreview? _preview;
    private UsePreview? _next;
    private IReadOnlyList<LintFinding> _findings = [];
    private IReadOnlyList<LintFinding> _nextFindings = [];
    private bool _loaded;
    private string _owner = string.Empty;
    private string? _fault;
    private IDisposable? _subscription;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    private bool MayGiveOwner => _actor?.May(Policies.ApproveUses) == true && _use!.Line.Standing is not (UseStanding.Rejected or UseStanding.Retired);

    private string EditWords => _use!.Line.Standing switch
    {
        UseStanding.Proposed => "Change the proposal",
        UseStanding.Rejected or UseStanding.Retired => "Propose it again",
        _ => "Renew or change",
    };

    // What approving the new version would change of what is stored.
    private string? Change
    {
        get
        {
            if (_preview is null || _next is null)
                return null;
            var (now, then) = (_preview.Covered.Select(alert => alert.Id).ToHashSet(), _next.Covered.Select(alert => alert.Id).ToHashSet());
            var (more, fewer) = (then.Count(id => !now.Contains(id)), now.Count(id => !then.Contains(id)));
            return string.Create(CultureInfo.InvariantCulture, $"Beside the version in force it would cover {more:N0} stored {(more == 1 ? "alert" : "alerts")} more and {fewer:N0} no longer.");
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _subscription?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await CurrentUser.FindAsync();
        _subscription = notices.Subscribe(Topic.Baseline, () => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _use = await queries.FindAsync(Id, _gone.Token);
            _loaded = true;
            StateHasChanged();
            if (_use is null)
                return;
            _findings = await check.LintAsync(_use.Line.Conditions, _gone.Token);
            _preview = await Task.Run(() => preview.RunAsync(_use.Line.Conditions, null, _gone.Token), _gone.Token);
            StateHasChanged();
            _next = null;
            if (_use.Line.Renewal is { } renewal)
            {
                _nextFindings = await check.LintAsync(renewal.Conditions, _gone.Token);
                _next = await Task.Run(() => preview.RunAsync(renewal.Conditions, null, _gone.Token), _gone.Token);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }

    private async Task ChangeOwnerAsync()
    {
        var result = await commands.ChangeOwnerAsync(await CurrentUser.GetAsync(), Id, _use!.Line.Version, _owner, null, CancellationToken.None);
        _fault = UseEditorPage.Faults(result) is [var first, ..] ? first : null;
        if (_fault is null)
            _owner = string.Empty;
        await LoadAsync();
    }
}
