using System.Runtime.InteropServices;

namespace TriageConsole.Web.Hosting;

/// <summary>
/// SQLite's memory comes from the C library, which keeps an area for each of many threads and seldom gives any of it back. An
/// import goes from thread to thread and would leave its pages in all of them. SQLite takes a lock of its own for every
/// piece, so that one area for all costs nothing.
/// </summary>
internal static class NativeHeap
{
    // M_ARENA_MAX of malloc.h.
    private const int MostAreas = -8;

    /// <summary>Before anything else starts; areas that are there stay.</summary>
    public static void KeepTogether()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = SetOption(MostAreas, 1);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library, which has no areas.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int option, int value);
}
