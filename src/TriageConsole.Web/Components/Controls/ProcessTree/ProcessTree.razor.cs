using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TriageConsole.Web.Components.Controls;

/// <summary>
/// A process tree: a diagram drawn in the browser, and the same tree as a list. Layout and gestures stand in the
/// browser, meaning in .NET.
/// </summary>
public sealed partial class ProcessTree : IAsyncDisposable
{
    /// <summary>The most that an exported picture may weigh.</summary>
    private const long PictureLimit = 64L * 1024 * 1024;

    private ElementReference _root;
    private MountedModule? _mounted;
    private bool _gone;
    private DotNetObjectReference<Callbacks>? _callbacks;
    private IReadOnlyList<ProcessTreeNode>? _sent;
    private string? _given;
    private string? _selected;
    private string? _told;
    private bool _list;
    private bool _failed;

    /// <summary>The nodes, siblings in order of start. A new list is a new tree; what a person opened stays open.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ProcessTreeNode> Nodes { get; set; } = [];

    /// <summary>The node to mark and show, from a link; null begins at the proxy.</summary>
    [Parameter]
    public string? SelectedId { get; set; }

    /// <summary>A person chose a node.</summary>
    [Parameter]
    public EventCallback<string> OnSelect { get; set; }

    /// <summary>A person opened a node, with Enter or a double click.</summary>
    [Parameter]
    public EventCallback<string> OnOpen { get; set; }

    /// <summary>A folded node was opened: the page loads what it stands for and gives new <see cref="Nodes"/>.</summary>
    [Parameter]
    public EventCallback<string> OnFoldedOpened { get; set; }

    /// <summary>The address that leads to a node of this tree; null where there is none.</summary>
    [Parameter]
    public Func<string, string>? LinkOf { get; set; }

    /// <summary>The page of a node; null, or gives null, where it has none.</summary>
    [Parameter]
    public Func<string, string?>? PageOf { get; set; }

    [Parameter]
    public string Label { get; set; } = "Process tree";

    /// <summary>The tree is drawn, or known not to be: what else is slow can follow.</summary>
    [Parameter]
    public EventCallback OnReady { get; set; }

    /// <summary>What saved pictures are called, without extension.</summary>
    [Parameter]
    public string FileName { get; set; } = "process-tree";

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>The shown tree as SVG, UTF-8. Null where the diagram is not there.</summary>
    public Task<byte[]?> ExportSvgAsync(CancellationToken cancellationToken) => ExportAsync("exportSvg", cancellationToken);

    /// <summary>The shown tree as PNG. Null where the diagram is not there.</summary>
    public Task<byte[]?> ExportPngAsync(CancellationToken cancellationToken) => ExportAsync("exportPng", cancellationToken);

    protected override void OnParametersSet()
    {
        if (SelectedId != _given)
            _selected = _given = SelectedId;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Also after the first: what came while the module was loaded was sent to nobody.
        if (firstRender)
        {
            await MountAsync();
            if (!_gone)
                await OnReady.InvokeAsync();
        }

        if (_mounted is not null && !ReferenceEquals(_sent, Nodes))
            await SendAsync();
        else if (_mounted is not null && _told != _selected && _selected is not null)
            await _mounted.InvokeVoidAsync("select", _told = _selected);
    }

    private async Task MountAsync()
    {
        _callbacks = DotNetObjectReference.Create(new Callbacks(this));
        try
        {
            (_sent, _told) = (Nodes, _selected);
            var mounted = await MountedModule.MountAsync(Js, Assets["js/process-tree.js"], _root, Data(), _callbacks);
            if (_gone)
                await mounted.DisposeAsync();
            else
                _mounted = mounted;
        }
        catch (JSException)
        {
            _failed = _list = true;
            StateHasChanged();
        }
    }

    private async Task SendAsync()
    {
        (_sent, _told) = (Nodes, _selected);
        await _mounted!.InvokeVoidAsync("update", Data());
    }

    private object Data() => new { Nodes = ProcessTreeWire.Write(Nodes), SelectedId = _selected, FileName };

    private async Task<byte[]?> ExportAsync(string method, CancellationToken cancellationToken)
    {
        if (_mounted is null)
            return null;
        await using var picture = await _mounted.InvokeAsync<IJSStreamReference>(method);
        await using var stream = await picture.OpenReadStreamAsync(PictureLimit, cancellationToken);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private void ShowList(bool list) => _list = list || _failed;

    private Task SelectAsync(string id)
    {
        _selected = id;
        return OnSelect.InvokeAsync(id);
    }

    private ProcessTreeNode? Chosen => _selected is null ? null : Nodes.FirstOrDefault(node => node.Id == _selected);

    private bool Knows(string id) => Nodes.Any(node => node.Id == id);

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        if (_mounted is not null)
            await _mounted.DisposeAsync();
        _callbacks?.Dispose();
    }

    // What the browser may call, and only for nodes it was given.
    private sealed class Callbacks(ProcessTree tree)
    {
        [JSInvokable]
        public Task OnNodeSelected(string id) => tree.InvokeAsync(() =>
        {
            if (!tree.Knows(id))
                return Task.CompletedTask;
            tree._told = id;
            return tree.SelectAsync(id);
        });

        [JSInvokable]
        public Task OnNodeOpened(string id) => tree.InvokeAsync(() => tree.Knows(id) ? tree.OnOpen.InvokeAsync(id) : Task.CompletedTask);

        [JSInvokable]
        public Task OnFoldedOpened(string id) => tree.InvokeAsync(() => tree.Knows(id) ? tree.OnFoldedOpened.InvokeAsync(id) : Task.CompletedTask);
    }
}
