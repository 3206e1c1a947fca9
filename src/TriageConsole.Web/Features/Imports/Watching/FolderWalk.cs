using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>A file as it was found.</summary>
/// <param name="Path">From the folder, with <c>/</c>.</param>
/// <param name="ModifiedTicks">Time of writing, UTC.</param>
internal readonly record struct FoundFile(string Path, long Length, long ModifiedTicks);

/// <summary>One walk through a watched folder and what is below it. Links are not followed, and what is in the way costs no more than itself.</summary>
internal sealed class FolderWalk(WatchedFolder folder)
{
    private const int MostFiles = 100_000;
    private const int Deepest = 16;

    private static readonly EnumerationOptions _all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly List<FoundFile> _files = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<FoundFile> Files => _files;

    /// <summary>What could not be looked at, for people.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <exception cref="IOException">The folder itself cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor this.</exception>
    public void Run()
    {
        Read(new DirectoryInfo(folder.Path), string.Empty, 0);
        _files.Sort((a, b) => a.ModifiedTicks != b.ModifiedTicks ? a.ModifiedTicks.CompareTo(b.ModifiedTicks) : string.CompareOrdinal(a.Path, b.Path));
    }

    private void Read(DirectoryInfo directory, string below, int depth)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos("*", _all))
        {
            if (_files.Count >= MostFiles)
            {
                _faults.Add(FormattableString.Invariant($"It holds more than {MostFiles:N0} files; the rest waits until some are gone."));
                return;
            }

            // A link would lead out of the folder, or round in it.
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || entry.LinkTarget is not null)
                continue;
            if (entry is DirectoryInfo inner)
                Enter(inner, below, depth + 1);
            else if (folder.Wants(entry.Name))
                Add((FileInfo)entry, below);
        }
    }

    private void Enter(DirectoryInfo directory, string below, int depth)
    {
        if (depth > Deepest || directory.Name.StartsWith('.') || (folder.MovedTo is { } to && directory.FullName.Equals(to, WatchedFolder.Comparison)))
            return;
        var path = below + directory.Name;
        try
        {
            Read(directory, path + "/", depth);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone since it was listed.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{HostileText.Visible(path)} cannot be read: {e.Message}");
        }
    }

    private void Add(FileInfo file, string below)
    {
        try
        {
            // What has no length is a file that was only begun; or a pipe or device, which to open would be to wait on.
            if (file.Length > 0)
                _files.Add(new(below + file.Name, file.Length, file.LastWriteTimeUtc.Ticks));
        }
        catch (FileNotFoundException)
        {
            // Gone since it was listed.
        }
    }
}
