using Microsoft.Extensions.Options;
using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>Says everything that is wrong with the watched folders at once. Whether they can be read is not asked: a share may be away for an hour.</summary>
public sealed class WatchOptionsCheck(StorageFolder storage) : IValidateOptions<WatchOptions>
{
    private const int LongestWait = 86_400;

    public ValidateOptionsResult Validate(string? name, WatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        if (options.IntervalSeconds is not (>= 0.1 and <= LongestWait))
            faults.Add($"Watch:IntervalSeconds is {options.IntervalSeconds}; it must be 0.1 to {LongestWait}.");
        if (options.QuietSeconds is not (>= 0 and <= LongestWait))
            faults.Add($"Watch:QuietSeconds is {options.QuietSeconds}; it must be 0 to {LongestWait}.");
        List<(string Key, string Path)> taken = [];
        for (var i = 0; i < options.Folders.Count; i++)
            Check(options.Folders[i], $"Watch:Folders:{i}", taken, faults);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private void Check(WatchFolderOptions options, string key, List<(string Key, string Path)> taken, List<string> faults)
    {
        var moves = string.Equals(options.AfterImport, WatchFolderOptions.Move, StringComparison.OrdinalIgnoreCase);
        if (!moves && !string.Equals(options.AfterImport, WatchFolderOptions.Mark, StringComparison.OrdinalIgnoreCase))
            faults.Add($"{key}:AfterImport is '{options.AfterImport}'; it must be Mark or Move.");
        if (!moves && !string.IsNullOrWhiteSpace(options.MovedTo))
            faults.Add($"{key}:MovedTo is set, but AfterImport is not Move.");
        if (options.Pattern.AsSpan().ContainsAny('/', '\\'))
            faults.Add($"{key}:Pattern is '{options.Pattern}'; it is matched against names and can hold no separator.");
        if (!Path.IsPathFullyQualified(options.Path) || options.Path.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add($"{key}:Path is '{options.Path}'; it must be a full path.");
            return;
        }

        if (options.MovedTo.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add($"{key}:MovedTo is no path.");
            return;
        }

        var folder = WatchedFolder.Of(options);
        CheckPlace($"{key}:Path", folder.Path, taken, faults);
        if (folder.MovedTo is { } to)
        {
            if (to.Equals(folder.Path, WatchedFolder.Comparison))
                faults.Add($"{key}:MovedTo is the watched folder itself.");
            else if (Overlaps(to, storage.Root))
                faults.Add($"{key}:MovedTo '{to}' overlaps Storage:Folder '{storage.Root}'; the console keeps its own files there.");
            else if (taken.FirstOrDefault(other => Meets(to, other.Path)) is { Key: not null } other)
                faults.Add($"{key}:MovedTo '{to}' lies in {other.Key}; what is moved there would be imported again.");
        }

        taken.Add(($"{key}:Path", folder.Path));
    }

    private void CheckPlace(string key, string path, List<(string Key, string Path)> taken, List<string> faults)
    {
        if (Overlaps(path, storage.Root))
            faults.Add($"{key} '{path}' overlaps Storage:Folder '{storage.Root}'; the console would import its own files.");
        else if (taken.FirstOrDefault(other => Overlaps(path, other.Path)) is { Key: not null } other)
            faults.Add($"{key} '{path}' overlaps {other.Key}; each file would be found twice.");
    }

    /// <summary>Whether one lies in the other, links followed.</summary>
    internal static bool Overlaps(string one, string other)
    {
        var (a, b) = (Real(one), Real(other));
        return WatchedFolder.IsIn(a, b) || WatchedFolder.IsIn(b, a);
    }

    private static bool Meets(string inner, string outer) => WatchedFolder.IsIn(Real(inner), Real(outer));

    private static string Real(string path)
    {
        try
        {
            return RealPath.Of(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be looked at is taken as it is written; every look asks again.
            return Path.GetFullPath(path);
        }
    }
}
