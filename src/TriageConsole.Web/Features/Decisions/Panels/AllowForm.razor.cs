using Microsoft.AspNetCore.Components;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;

namespace TriageConsole.Web.Features.Decisions.Panels;

/// <summary>The narrowest approved use that covers the chain, to be widened, dated and owned.</summary>
public sealed partial class AllowForm : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private DraftText? _note;
    private CancellationTokenSource? _previewing;
    private List<EditedCondition>? _conditions;
    private UsePreview? _preview;
    private IReadOnlyList<LintFinding> _findings = [];
    private string? _acknowledgement;
    private string _title = string.Empty;
    private string _owner = string.Empty;
    private string _ticket = string.Empty;
    private string? _reason;
    private DateOnly? _review;
    private DateOnly? _expires;

    [Parameter, EditorRequired]
    public required Guid AlertId { get; set; }

    [Parameter, EditorRequired]
    public required string Draft { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<AllowRequest> OnSubmit { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Inject]
    private AllowQueries Queries { get; set; } = null!;

    [Inject]
    private BaselinePreview Preview { get; set; } = null!;

    [Inject]
    private UseCheck Check { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public Task ForgetAsync() => _note?.ForgetAsync() ?? Task.CompletedTask;

    protected override async Task OnInitializedAsync()
    {
        var today = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
        _review = today.AddDays(90);
        _expires = today.AddDays(180);
        var draft = await Queries.DraftAsync(AlertId, _gone.Token);
        _title = draft is null ? string.Empty : draft.Title[..Math.Min(draft.Title.Length, 200)];
        _conditions = [.. (draft?.Conditions ?? []).Select(EditedCondition.Of)];
        await PreviewAsync(isTyped: false);
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
            var counted = await Task.Run(() => Preview.RunAsync(conditions, AlertId, mine.Token), mine.Token);
            if (!mine.IsCancellationRequested)
                _preview = counted;
        }
        catch (OperationCanceledException)
        {
            // A later edit asked anew.
        }
    }

    private Task SubmitAsync() => OnSubmit.InvokeAsync(new AllowRequest
    {
        Title = _title,
        Conditions = Edited(),
        Owner = _owner,
        Reason = _reason ?? string.Empty,
        Ticket = _ticket,
        Acknowledgement = _findings.Any(finding => finding.Level == LintLevel.Warning) ? _acknowledgement : null,
        ReviewUtc = Utc(_review),
        ExpiresUtc = Utc(_expires),
    });

    private List<UseCondition> Edited() => _conditions is null ? [] : [.. _conditions.Select(c => c.ToCondition())];

    // A date left empty lies in the past, and the faults say so.
    private static DateTime Utc(DateOnly? date) => date is { } day ? day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : DateTime.MinValue;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _previewing?.Dispose();
    }
}
