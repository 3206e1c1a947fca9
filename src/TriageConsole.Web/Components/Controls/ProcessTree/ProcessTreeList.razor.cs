using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TriageConsole.Web.Components.Controls;

/// <summary>The process tree as an indented list, for screen readers, paper and whoever likes lists better.</summary>
public sealed partial class ProcessTreeList : IAsyncDisposable
{
    private const int Step = 500;

    private readonly string _prefix = $"t{Guid.NewGuid():N}";
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private ProcessTreeOutline _outline = new([]);
    private IReadOnlyList<ProcessTreeNode>? _taken;
    private string? _revealed;
    private List<ProcessTreeRow> _rows = [];
    private bool _more;
    private int _limit = Step;
    private ElementReference _root;
    private MountedModule? _mounted;
    private bool _mounting;
    private bool _gone;

    /// <summary>The nodes, in the order in which siblings are listed.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ProcessTreeNode> Nodes { get; set; } = [];

    [Parameter]
    public string? SelectedId { get; set; }

    [Parameter]
    public EventCallback<string> OnSelect { get; set; }

    /// <summary>A folded node was opened: the page loads what it stands for.</summary>
    [Parameter]
    public EventCallback<string> OnFoldedOpened { get; set; }

    [Parameter]
    public string Label { get; set; } = "Process tree";

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_taken, Nodes))
        {
            var next = new ProcessTreeOutline(Nodes);
            if (_taken is not null)
                next.OpenAs(_outline);
            (_outline, _taken, _revealed) = (next, Nodes, null);
        }

        if (SelectedId is not null && SelectedId != _revealed)
        {
            _outline.Reveal(SelectedId);
            _revealed = SelectedId;
        }

        Outline();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_mounting || _rows.Count == 0)
            return;
        _mounting = true;
        try
        {
            var mounted = await MountedModule.MountAsync(Js, Assets["js/tree-list.js"], _root, null, null);
            if (_gone)
                await mounted.DisposeAsync();
            else
                _mounted = mounted;
        }
        catch (JSException)
        {
            // Without the module the list is read and clicked, only its arrow keys are missing.
        }
    }

    public ValueTask DisposeAsync()
    {
        _gone = true;
        return _mounted?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private void Outline()
    {
        _rows = [.. _outline.Rows().Take(_limit + 1)];
        // A link may lead far down: the list is long enough to hold it.
        while (_rows.Count > _limit && SelectedId is not null && _outline.Contains(SelectedId) && _rows.Take(_limit).All(row => row.Node.Id != SelectedId) && _limit < Nodes.Count)
        {
            _limit += Step;
            _rows = [.. _outline.Rows().Take(_limit + 1)];
        }

        _more = _rows.Count > _limit;
        if (_more)
            _rows.RemoveAt(_limit);
    }

    private void ShowMore()
    {
        _limit += Step;
        Outline();
    }

    private void Toggle(ProcessTreeRow row)
    {
        if (_outline.Toggle(row.Node.Id))
            Outline();
    }

    private Task SelectAsync(ProcessTreeNode node) => node.Kind == ProcessTreeNodeKind.Folded
        ? OnFoldedOpened.InvokeAsync(node.Id)
        : OnSelect.InvokeAsync(node.Id);

    // Ids of nodes are not all fit to be ids of elements.
    private string ItemId(string nodeId)
    {
        if (!_numbers.TryGetValue(nodeId, out var number))
            _numbers[nodeId] = number = _numbers.Count;
        return string.Create(CultureInfo.InvariantCulture, $"{_prefix}-{number}");
    }

    private static string? Expanded(ProcessTreeRow row) => row.Open switch { true => "true", false => "false", null => null };

    private static string Twist(ProcessTreeRow row) => row.Open switch { true => "−", false => "+", null => "" };

    private static int Indent(int level) => 16 * Math.Min(level - 1, 40);
}
