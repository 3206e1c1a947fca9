using Microsoft.AspNetCore.Components;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Decisions.Panels;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Baseline.Entry;

/// <summary>Writes a new entry, or a new version of one, and shows meanwhile what it would cover and hide.</summary>
public sealed partial class UseEditorPage(BaselineQueries queries, ProposeCommands commands, BaselinePreview preview, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _previewing;
    private List<EditedCondition>? _conditions;
    private UsePreview? _preview;
    private IReadOnlyList<LintFinding> _findings = [];
    private IReadOnlyList<string> _faults = [];
    private bool _isGone;
    private bool _busy;
    private int _version;
    private string _title = string.Empty;
    private string _owner = string.Empty;
    private string _ticket = string.Empty;
    private string _reason = string.Empty;
    private string? _acknowledgement;
    private string? _note;
    private DateOnly? _review;
    private DateOnly? _expires;

    /// <summary>The entry; null for a new one.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    [Inject]
    private UseCheck Check { get; set; } = null!;

    [Inject]
    private CurrentUser CurrentUser { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _previewing?.Dispose();
    }

    internal static IReadOnlyList<string> Faults(DecisionResult result) => result switch
    {
        DecisionResult.Invalid invalid => invalid.Faults,
        DecisionResult.Settled settled => [settled.What],
        DecisionResult.Gone gone => [gone.What],
        _ => [],
    };

    protected override async Task OnInitializedAsync()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var life = Math.Min(180, (int)Check.LongestLife.TotalDays);
        (_review, _expires) = (today.AddDays(life / 2), today.AddDays(life));
        if (Id is { } id && await queries.FindAsync(id, _gone.Token) is { } use)
            Take(use.Line.Renewal ?? use.Content, use.Line.Version);
        else
            (_conditions, _isGone) = ([], Id is not null);
        await PreviewAsync(isTyped: false);
    }

    private void Take(UseContent content, int version)
    {
        (_title, _owner, _ticket, _reason, _acknowledgement, _version) =
            (content.Title, content.Owner, content.Ticket, content.Reason, content.Acknowledgement, version);
        _conditions = [.. content.Conditions.Select(EditedCondition.Of)];
    }

    /// <summary>Counts again; an edit that follows cancels the count before it.</summary>
    private async Task PreviewAsync(bool isTyped)
    {
        if (_previewing is not null)
            await _previewing.CancelAsync();
        var mine = _previewing = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        _preview = null;
        try
        {
            var conditions = Edited();
            _findings = await Check.LintAsync(conditions, mine.Token);
            if (isTyped)
                await Task.Delay(BaselinePreview.TypingPause, mine.Token);

            // Off the circuit's own line, so that the next edit is heard while this one is counted.
            var counted = await Task.Run(() => preview.RunAsync(conditions, null, mine.Token), mine.Token);
            if (!mine.IsCancellationRequested)
                _preview = counted;
        }
        catch (OperationCanceledException)
        {
            // A later edit asked anew.
        }
    }

    private async Task SubmitAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var actor = await CurrentUser.GetAsync();
            var id = Id;
            DecisionResult result;
            if (id is { } known)
                result = await commands.ReviseAsync(actor, known, _version, Request(), _note, CancellationToken.None);
            else
                (result, id) = await commands.ProposeAsync(actor, Request(), CancellationToken.None);
            _faults = Faults(result);
            if (_faults.Count == 0)
                Navigation.NavigateTo(AppRoutes.UseOf(id!.Value));
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

    private AllowRequest Request() => new()
    {
        Title = _title,
        Conditions = Edited(),
        Owner = _owner,
        Reason = _reason,
        Ticket = _ticket,
        Acknowledgement = _findings.Any(finding => finding.Level == LintLevel.Warning) ? _acknowledgement : null,
        ReviewUtc = Utc(_review),
        ExpiresUtc = Utc(_expires),
    };

    private List<UseCondition> Edited() => _conditions is null ? [] : [.. _conditions.Select(condition => condition.ToCondition())];

    // A date left empty lies in the past, and the faults say so.
    private static DateTime Utc(DateOnly? date) => date is { } day ? day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : DateTime.MinValue;
}
