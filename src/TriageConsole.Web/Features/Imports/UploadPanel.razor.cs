using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Imports;

/// <summary>Takes dropped files one after the other; a file that cannot be kept says why and the next one goes on.</summary>
public sealed partial class UploadPanel
{
    private const int MaxFiles = 1_000;
    private const long MaxBytes = 16L * 1024 * 1024 * 1024;
    private const long ShownEvery = 1024 * 1024;

    private readonly List<string> _outcomes = [];
    private IBrowserFile? _current;
    private long _received;
    private bool _busy;

    [Inject]
    private ImportCommands Commands { get; set; } = null!;

    [Parameter]
    public Actor? Actor { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private async Task StartAsync(IReadOnlyList<IBrowserFile> files)
    {
        if (Actor is null)
            return;
        _busy = true;
        _outcomes.Clear();
        try
        {
            foreach (var file in files)
                _outcomes.Add(await TakeAsync(file));
        }
        finally
        {
            _current = null;
            _busy = false;
        }
    }

    private async Task<string> TakeAsync(IBrowserFile file)
    {
        _current = file;
        _received = 0;
        if (file.Size > MaxBytes)
            return $"{file.Name} is {ImportWords.Bytes(file.Size)}; at most {ImportWords.Bytes(MaxBytes)} are taken. Nothing of it was kept.";
        try
        {
            await using var stream = file.OpenReadStream(MaxBytes);
            var started = await Commands.StartAsync(Actor!, file.Name, stream, new Received(this), CancellationToken.None);
            await OnChanged.InvokeAsync();
            return started.AlreadyKnown
                ? $"{file.Name}: the same bytes were imported before (import {started.ImportId}); nothing to do."
                : $"{file.Name}: queued as import {started.ImportId}.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{file.Name} could not be kept: {e.Message} Nothing of it was imported; free some space or try again.";
        }
    }

    private sealed class Received(UploadPanel panel) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value - panel._received < ShownEvery)
                return;
            panel._received = value;
            _ = panel.InvokeAsync(panel.StateHasChanged);
        }
    }
}
