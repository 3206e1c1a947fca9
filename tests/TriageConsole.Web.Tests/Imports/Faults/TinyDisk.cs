using System.Diagnostics;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Faults;

/// <summary>A disk of a few megabytes that can grow; where none can be mounted its test skips.</summary>
internal sealed class TinyDisk : IDisposable
{
    private TinyDisk(string path) => Path = path;

    public string Path { get; }

    public static TinyDisk Mount(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("triage-tiny-").FullName;
        if (!OperatingSystem.IsLinux() || !Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path))
        {
            Directory.Delete(path);
            Assert.Skip("A small disk can only be mounted by root on Linux.");
        }

        return new(path);
    }

    public void Grow(int megabytes) => Assert.True(Run("mount", "-o", $"remount,size={megabytes}m", Path), "The disk could not be made larger.");

    public void Dispose()
    {
        if (Run("umount", Path))
            Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
