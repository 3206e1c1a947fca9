using TriageConsole.Web.Hosting;

namespace TriageConsole.Web.Features.Headless;

/// <summary>Arguments that the headless commands share.</summary>
internal static class HeadlessPaths
{
    public static IReadOnlyList<string> Missing(IEnumerable<string> paths) =>
        [.. paths.Where(path => !File.Exists(path) && !Directory.Exists(path)).Select(path => $"There is no file or folder '{path}'.")];

    public static int Refuse(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
            Console.Error.WriteLine(fault);
        return CommandLine.Unusable;
    }

    public static bool TryOpenOutput(string? path, out Stream stream)
    {
        try
        {
            stream = path is null ? new BufferedStream(Console.OpenStandardOutput(), 64 * 1024) : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 64 * 1024);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"'{path}' cannot be written: {e.Message}");
            stream = Stream.Null;
            return false;
        }
    }
}
