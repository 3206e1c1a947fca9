using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TriageConsole.Web.Components.Controls;

/// <summary>
/// A raw command line with the words that findings rest on. Always text; characters that can not be seen are named;
/// what is copied is the raw text.
/// </summary>
public sealed partial class CommandLineText : IAsyncDisposable
{
    /// <summary>How much is shown before a person asks for all.</summary>
    public const int Limit = 2_000;

    private IReadOnlyList<CommandLineSegment> _segments = [];
    private string? _taken;
    private bool _whole;
    private int _markedBeyond;
    private string _copied = "Copy";
    private IJSObjectReference? _clipboard;

    /// <summary>The text as recorded; null or empty where it was not.</summary>
    [Parameter, EditorRequired]
    public string? Text { get; set; }

    /// <summary>Words to mark, in UTF-16 units of <see cref="Text"/>.</summary>
    [Parameter]
    public IReadOnlyList<TextSpan> Spans { get; set; } = [];

    /// <summary>The text is a script: its line breaks are shown as such.</summary>
    [Parameter]
    public bool KeepLines { get; set; }

    [Parameter]
    public string Label { get; set; } = "Command line";

    /// <summary>What is said where there is no text.</summary>
    [Parameter]
    public string Missing { get; set; } = "not recorded";

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    protected override void OnParametersSet()
    {
        if (Text != _taken)
            (_taken, _whole, _copied) = (Text, false, "Copy");
        Cut();
    }

    private void Cut()
    {
        var text = Text ?? string.Empty;
        _whole |= text.Length <= Limit;
        _segments = CommandLineSegments.Of(text, Spans, _whole ? text.Length : Limit, KeepLines);
        _markedBeyond = _whole ? 0 : CommandLineSegments.Merge(text, Spans).Count(span => span.Start >= Limit);
    }

    private void Toggle()
    {
        _whole = !_whole;
        Cut();
    }

    private async Task CopyAsync()
    {
        try
        {
            _clipboard ??= await Js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/clipboard.js"]}");
            _copied = await _clipboard.InvokeAsync<bool>("copy", Text) ? "Copied" : "Not copied";
        }
        catch (JSException)
        {
            _copied = "Not copied";
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_clipboard is not null)
                await _clipboard.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }
}
