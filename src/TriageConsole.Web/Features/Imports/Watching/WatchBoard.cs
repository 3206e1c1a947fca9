using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>How a watched folder stands, for the eye.</summary>
/// <param name="Path">The folder.</param>
/// <param name="MovedTo">Where taken files go; null where they stay.</param>
/// <param name="LastLookUtc">Null: not yet.</param>
/// <param name="Waiting">Files that are not taken yet.</param>
/// <param name="Taken">Files that were taken, ever.</param>
/// <param name="LastTaken">The latest of them; null: none since the start.</param>
/// <param name="Faults">What is in the way; hostile text.</param>
public sealed record WatchState(
    string Path, string? MovedTo, DateTime? LastLookUtc = null, int Waiting = 0, long Taken = 0, TakenFile? LastTaken = null)
{
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>A file that was taken.</summary>
/// <param name="Path">Hostile text.</param>
/// <param name="AlreadyKnown">The import had read the same bytes before.</param>
public sealed record TakenFile(string Path, long ImportId, bool AlreadyKnown);

/// <summary>What every watched folder last looked like. Lost with the process; the next look makes it again.</summary>
public sealed class WatchBoard
{
    private readonly ConcurrentDictionary<string, WatchState> _states = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<WatchedFolder> _folders;

    public WatchBoard(IOptions<WatchOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _folders = [.. options.Value.Folders.Select(WatchedFolder.Of)];
        foreach (var folder in _folders)
            _states[folder.Path] = new(folder.Path, folder.MovedTo);
    }

    /// <summary>In the order of the settings.</summary>
    public IReadOnlyList<WatchState> States => [.. _folders.Select(folder => _states[folder.Path])];

    internal IReadOnlyList<WatchedFolder> Folders => _folders;

    internal WatchState this[WatchedFolder folder] => _states[folder.Path];

    internal void Set(WatchedFolder folder, WatchState state) => _states[folder.Path] = state;
}
