using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports;

/// <summary>Takes dropped files one after the other; a file that cannot be kept says why and the next one goes on.</summary>
public sealed partial class UploadPanel : IDisposable
{
    private const int MaxFiles = 1_000;
    private const long MaxBytes = 16L * 1024 * 1024 * 1024;

    private readonly List<UploadOutcome> _outcomes = [];
    private IReadOnlyDictionary<long, ImportLine> _imports = new Dictionary<long, ImportLine>();
    private CancellationTokenSource _stop = new();
    private IBrowserFile? _current;
    private Transfer? _transfer;
    private IDisposable? _subscription;
    private string _summary = string.Empty;
    private bool _busy;

    [Inject]
    private ImportCommands Commands { get; set; } = null!;

    [Inject]
    private ImportQueries Queries { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Parameter]
    public Actor? Actor { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    public void Dispose()
    {
        _subscription?.Dispose();

        // Whoever leaves the page takes the files along: the browser no longer gives their bytes.
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized() => _subscription = Notices.Subscribe(Topic.Imports, () => InvokeAsync(LoadAsync));

    private async Task StartAsync(IReadOnlyList<IBrowserFile> files)
    {
        if (Actor is null || _busy)
            return;
        _busy = true;
        _outcomes.Clear();
        _stop.Dispose();
        _stop = new();
        var stop = _stop.Token;
        _summary = $"Receiving {Files(files.Count)}.";
        _transfer = new(files.Count, files.Sum(file => file.Size), Clock.GetTimestamp(), () => InvokeAsync(StateHasChanged));
        try
        {
            foreach (var file in files)
            {
                if (stop.IsCancellationRequested)
                    break;
                _current = file;
                _transfer.Begin();
                _outcomes.Add(await TakeAsync(file, _transfer, stop));
                _transfer.End(file.Size);
                await LoadAsync();
            }
        }
        finally
        {
            _current = null;
            _transfer = null;
            _busy = false;
            _summary = Summary(files.Count);
        }

        await OnChanged.InvokeAsync();
    }

    private async Task<UploadOutcome> TakeAsync(IBrowserFile file, Transfer transfer, CancellationToken stop)
    {
        if (file.Size > MaxBytes)
            return new(file.Name, $"It is {ImportWords.Bytes(file.Size)}; at most {ImportWords.Bytes(MaxBytes)} are taken. Nothing of it was kept.");
        try
        {
            await using var stream = file.OpenReadStream(MaxBytes, stop);
            var started = await Commands.StartAsync(Actor!, file.Name, stream, transfer, stop);
            return new(file.Name, Refused: null, started.ImportId, started.AlreadyKnown);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new(file.Name, "Stopped; nothing of it was kept.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(file.Name, $"It could not be kept: {e.Message} Nothing of it was imported; free some space or try again.");
        }
    }

    private void Stop() => _stop.Cancel();

    private async Task LoadAsync()
    {
        if (_outcomes.Count == 0)
            return;
        _imports = await Queries.FindManyAsync([.. _outcomes.Select(outcome => outcome.ImportId).OfType<long>().Distinct()], CancellationToken.None);
        StateHasChanged();
    }

    private string Summary(int files)
    {
        var refused = _outcomes.Count(outcome => outcome.Refused is not null);
        var known = _outcomes.Count(outcome => outcome.AlreadyKnown);
        List<string> said = [$"{ImportWords.Count(_outcomes.Count - refused - known)} of {Files(files)} queued"];
        if (known > 0)
            said.Add($"{ImportWords.Count(known)} known from before");
        if (refused > 0)
            said.Add($"{ImportWords.Count(refused)} not kept");
        if (_outcomes.Count < files)
            said.Add($"{ImportWords.Count(files - _outcomes.Count)} not begun");
        return string.Join(", ", said) + ".";
    }

    private static string Files(int count) => count == 1 ? "1 file" : $"{ImportWords.Count(count)} files";

    private sealed record UploadOutcome(string Name, string? Refused, long? ImportId = null, bool AlreadyKnown = false);
}
