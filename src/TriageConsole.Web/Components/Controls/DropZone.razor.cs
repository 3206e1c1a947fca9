using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace TriageConsole.Web.Components.Controls;

/// <summary>Takes files, and folders where the browser's module is there to walk them.</summary>
public sealed partial class DropZone : IAsyncDisposable
{
    private readonly string _id = $"d{Guid.NewGuid():N}";
    private readonly DotNetObjectReference<Callbacks> _callbacks;
    private ElementReference _zone;
    private MountedModule? _mounted;
    private string? _refused;
    private string? _looked;
    private bool _justLooked;

    public DropZone() => _callbacks = DotNetObjectReference.Create(new Callbacks(this));

    [Parameter]
    public string Title { get; set; } = "Drop files here, or choose them";

    /// <summary>What may be dropped, in words.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The browser's filter of the file dialog; null takes anything, since formats are told by their bytes.</summary>
    [Parameter]
    public string? Accept { get; set; }

    [Parameter]
    public bool Many { get; set; } = true;

    /// <summary>Folders are taken too; their files are named by their path below.</summary>
    [Parameter]
    public bool Folders { get; set; }

    /// <summary>The most files in one drop.</summary>
    [Parameter]
    public int MaxFiles { get; set; } = 1_000;

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<IBrowserFile>> OnFiles { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        if (_mounted is not null)
            await _mounted.DisposeAsync();
        _callbacks.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Folders)
            return;
        try
        {
            _mounted = await MountedModule.MountAsync(Js, Assets["js/drop-folder.js"], _zone, new { Most = MaxFiles }, _callbacks);
        }
        catch (JSException)
        {
            // Without the module single files are still taken.
        }
    }

    private Task TakeAsync(InputFileChangeEventArgs args)
    {
        // What was said of a folder is about the files that come with it, and no longer about the next ones.
        if (!_justLooked)
            _looked = null;
        _justLooked = false;
        _refused = args.FileCount > MaxFiles
            ? string.Create(CultureInfo.CurrentCulture, $"More than {MaxFiles:N0} files in one drop. Nothing was taken; drop fewer, or a zip of them.")
            : null;
        return _refused is not null || args.FileCount == 0 ? Task.CompletedTask : OnFiles.InvokeAsync(args.GetMultipleFiles(MaxFiles));
    }

    private void Say(int files, int unreadable)
    {
        _justLooked = files > 0;
        _refused = null;
        _looked = (files, unreadable) switch
        {
            (0, 0) => "The folder holds no files.",
            (_, > 0) => string.Create(CultureInfo.CurrentCulture, $"The browser could not read {unreadable:N0} of the files and folders in it."),
            _ => null,
        };
        StateHasChanged();
    }

    // Private to the component: what the browser may call is this and no more.
    private sealed class Callbacks(DropZone zone)
    {
        [JSInvokable]
        public Task OnLooked(int files, int unreadable) => zone.InvokeAsync(() => zone.Say(files, unreadable));
    }
}
