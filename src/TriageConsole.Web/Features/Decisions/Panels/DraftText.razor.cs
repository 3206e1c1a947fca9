using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Decisions.Panels;

/// <summary>A text field whose unsent words the browser keeps for this tab: they are there again after a lost connection or a reload.</summary>
public sealed partial class DraftText : IAsyncDisposable
{
    private ElementReference _field;
    private MountedModule? _mounted;

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    /// <summary>What the draft is for, for example <c>close/ALERT-ID</c>.</summary>
    [Parameter, EditorRequired]
    public required string Draft { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public int Rows { get; set; } = 3;

    [Parameter]
    public int Longest { get; set; } = NoteRules.Longest;

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public string? DescribedBy { get; set; }

    /// <summary>Takes the focus when shown.</summary>
    [Parameter]
    public bool Focused { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    public ValueTask FocusAsync() => _field.FocusAsync();

    /// <summary>Forgets the draft: it was sent.</summary>
    public async Task ForgetAsync()
    {
        Value = null;
        if (_mounted is not null)
            await _mounted.InvokeVoidAsync("forget");
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            if (Focused)
                await _field.FocusAsync();
            _mounted = await MountedModule.MountAsync(Js, "Features/Decisions/Panels/DraftText.razor.js", _field, Draft, null);
            var kept = await _mounted.InvokeAsync<string?>("kept");
            if (string.IsNullOrEmpty(kept) || !string.IsNullOrEmpty(Value))
                return;
            Value = kept.Length > Longest ? kept[..Longest] : kept;
            await ValueChanged.InvokeAsync(Value);
        }
        catch (JSException)
        {
            // Without the module a draft lives as long as the page; that is no reason to refuse the note.
        }
    }

    private Task ChangedAsync() => ValueChanged.InvokeAsync(Value);

    public async ValueTask DisposeAsync()
    {
        if (_mounted is not null)
            await _mounted.DisposeAsync();
    }
}
