using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using TriageConsole.Telemetry;
using TriageConsole.Telemetry.Formats.Evtx;
using TriageConsole.Testing;

namespace TriageConsole.Benchmarks;

/// <summary>
/// Reading one EVTX file against Debian's <c>evtxexport</c> (libevtx-utils) printing it, in one run: compare the ratio. The
/// child's start counts against it, so a file of several megabytes is taken. Runs only where recordings and the tool are at hand.
/// </summary>
[MemoryDiagnoser]
public class EvtxReadBenchmarks
{
    private const string Tool = "/usr/bin/evtxexport";

    /// <summary>The largest recording.</summary>
    public static IEnumerable<Recording> Recordings => SharedCorpus.Root is { } root && File.Exists(Tool)
        ? new DirectoryInfo(root).EnumerateFiles("*.evtx", SearchOption.AllDirectories).OrderByDescending(file => file.Length).Take(1).Select(file => new Recording(file.FullName, file.Length))
        : [];

    [ParamsSource(nameof(Recordings))]
    public Recording Log { get; set; } = new(string.Empty, 0);

    [Benchmark(Baseline = true)]
    public int Evtxexport()
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$1\" >/dev/null 2>&1", Tool, Log.Path]))!;
        process.WaitForExit();
        return process.ExitCode;
    }

    [Benchmark]
    public int ReadEvents()
    {
        using var stream = File.OpenRead(Log.Path);
        var events = 0;
        foreach (var item in new EvtxFormat().Read(stream, ReadLimits.Default, CancellationToken.None))
        {
            if (item.Event is not null)
                events++;
        }

        return events;
    }

    /// <summary>A file, shown by its size only.</summary>
    public sealed record Recording(string Path, long Bytes)
    {
        public override string ToString() => $"{Bytes / 1024} KiB";
    }
}
