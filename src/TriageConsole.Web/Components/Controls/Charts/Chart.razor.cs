using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TriageConsole.Web.Components.Controls;

/// <summary>A chart with its table. Colours follow the theme; a click, in the chart or the table, names a mark.</summary>
public sealed partial class Chart : IAsyncDisposable
{
    /// <summary>A table of more cells is written once somebody opens it: thousands of buttons that nobody sees make a page slow.</summary>
    private const int LargeTable = 500;

    private const long PictureLimit = 32L * 1024 * 1024;

    private ElementReference _canvas;
    private MountedModule? _mounted;
    private DotNetObjectReference<Callbacks>? _callbacks;
    private ChartModel? _sent;
    private bool _mounting;
    private bool _gone;
    private bool _failed;
    private bool _asked;

    /// <summary>What is shown. Another instance is drawn anew.</summary>
    [Parameter, EditorRequired]
    public ChartModel Model { get; set; } = null!;

    /// <summary>A person chose a mark.</summary>
    [Parameter]
    public EventCallback<ChartMark> OnMark { get; set; }

    /// <summary>What is said where there is nothing to draw.</summary>
    [Parameter]
    public string Empty { get; set; } = "No data in this period.";

    private ChartTable? Table => Model.ToTable() is var table && (_asked || _failed || table.Rows.Count * table.Headers.Count <= LargeTable) ? table : null;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>The chart as PNG; null where it is not drawn.</summary>
    public async Task<byte[]?> ExportPngAsync(CancellationToken cancellationToken)
    {
        if (_mounted is null || Model.IsEmpty)
            return null;
        await using var picture = await _mounted.InvokeAsync<IJSStreamReference>("exportPng");
        await using var stream = await picture.OpenReadStreamAsync(PictureLimit, cancellationToken);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    // The file is written here, where cells that a spreadsheet would run are made harmless; the browser only saves it.
    private async Task SaveCsvAsync()
    {
        if (_mounted is not null)
            await _mounted.InvokeVoidAsync("saveCsv", Model.ToTable().ToCsv());
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_failed || _mounting || ReferenceEquals(_sent, Model))
            return;
        if (_mounted is null && Model.IsEmpty)
            return;
        if (_mounted is null)
            await MountAsync();
        // Also what came while the module was loaded: it is mounted once, and then told.
        while (_mounted is not null && !ReferenceEquals(_sent, Model))
        {
            _sent = Model;
            await _mounted.InvokeVoidAsync("update", Data());
        }
    }

    private async Task MountAsync()
    {
        _mounting = true;
        _sent = Model;
        _callbacks = DotNetObjectReference.Create(new Callbacks(this));
        try
        {
            var mounted = await MountedModule.MountAsync(Js, Assets["js/chart.js"], _canvas, Data(), _callbacks);
            if (_gone)
                await mounted.DisposeAsync();
            else
                _mounted = mounted;
        }
        catch (JSException)
        {
            _failed = true;
            StateHasChanged();
        }
        finally
        {
            _mounting = false;
        }
    }

    private object Data() => new { Option = Model.ToOption(), FileName = FileName(Model.Title), Clickable = OnMark.HasDelegate };

    private static string FileName(string title) =>
        string.Concat(title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-') is { Length: > 0 } name ? name : "chart";

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        if (_mounted is not null)
            await _mounted.DisposeAsync();
        _callbacks?.Dispose();
    }

    // Two numbers come back, and only a mark of the present model is heard.
    private sealed class Callbacks(Chart chart)
    {
        [JSInvokable]
        public Task OnMark(int series, int index) => chart.InvokeAsync(() =>
            chart.Model.MarkAt(series, index) is { } mark ? chart.OnMark.InvokeAsync(mark) : Task.CompletedTask);
    }
}
