using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TriageConsole.Web.Components.Controls;

/// <summary>
/// A browser module mounted on an element: what its <c>mount</c> gave back. Ends with its component, also when the
/// browser has already gone.
/// </summary>
internal sealed class MountedModule : IAsyncDisposable
{
    private readonly IJSObjectReference _module;
    private readonly IJSObjectReference _handle;

    private MountedModule(IJSObjectReference module, IJSObjectReference handle)
    {
        _module = module;
        _handle = handle;
    }

    /// <param name="js">The circuit's runtime.</param>
    /// <param name="path">Where the module stands, below the base address.</param>
    /// <param name="element">What to mount on; null for the whole page.</param>
    /// <param name="data">What the module takes.</param>
    /// <param name="dotnet">What it calls back.</param>
    /// <exception cref="JSException">The module could not be loaded or failed to mount.</exception>
    public static async Task<MountedModule> MountAsync(IJSRuntime js, string path, ElementReference? element, object? data, object? dotnet)
    {
        var module = await js.InvokeAsync<IJSObjectReference>("import", $"./{path}");
        var handle = await module.InvokeAsync<IJSObjectReference>("mount", element, data, dotnet);
        return new MountedModule(module, handle);
    }

    public ValueTask InvokeVoidAsync(string method, params object?[] arguments) => _handle.InvokeVoidAsync(method, arguments);

    public ValueTask<T> InvokeAsync<T>(string method, params object?[] arguments) => _handle.InvokeAsync<T>(method, arguments);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _handle.InvokeVoidAsync("dispose");
            await _handle.DisposeAsync();
            await _module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone, and what was mounted on it.
        }
    }
}
