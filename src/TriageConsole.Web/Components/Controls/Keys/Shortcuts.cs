using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TriageConsole.Web.Components.Controls;

/// <summary>Hears keys of the whole page while it is there. Draws nothing; keys typed into fields are not heard.</summary>
public sealed class Shortcuts : ComponentBase, IAsyncDisposable
{
    private MountedModule? _mounted;
    private DotNetObjectReference<Callbacks>? _callbacks;
    private HashSet<string> _wanted = [];
    private bool _left;

    /// <summary>Keys to hear: <c>j</c>, <c>?</c>, <c>Enter</c>, <c>Shift+x</c>, <c>Ctrl+Enter</c>.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyCollection<string> Keys { get; set; } = [];

    /// <summary>One of the keys was pressed.</summary>
    [Parameter]
    public EventCallback<string> OnPress { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _wanted = [.. Keys];
            _callbacks = DotNetObjectReference.Create(new Callbacks(this));
            try
            {
                _mounted = await MountedModule.MountAsync(Js, Assets["js/shortcuts.js"], null, _wanted, _callbacks);

                // Left meanwhile: nobody else would take it down again.
                if (_left)
                    await _mounted.DisposeAsync();
            }
            catch (ObjectDisposedException) when (_left)
            {
                // The page was left before the browser heard of it.
            }
            catch (JSException)
            {
                // Everything that a key does, a button does too.
            }
        }
        else if (_mounted is not null && !_wanted.SetEquals(Keys))
        {
            _wanted = [.. Keys];
            await _mounted.InvokeVoidAsync("update", _wanted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _left = true;
        if (_mounted is not null)
            await _mounted.DisposeAsync();
        _callbacks?.Dispose();
    }

    private sealed class Callbacks(Shortcuts shortcuts)
    {
        [JSInvokable]
        public Task OnKey(string key) => shortcuts.InvokeAsync(() =>
            shortcuts._wanted.Contains(key) ? shortcuts.OnPress.InvokeAsync(key) : Task.CompletedTask);
    }
}
