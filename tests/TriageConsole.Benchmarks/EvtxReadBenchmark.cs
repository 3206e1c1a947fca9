using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using TriageConsole.Telemetry;
using TriageConsole.Telemetry.Formats.Evtx;
using TriageConsole.Testing;
using TriageConsole.Testing.Evtx;

namespace TriageConsole.Benchmarks;

/// <summary>
/// Reading EVTX into events, against <c>evtxexport</c> of libevtx printing the same file as text (Debian: libevtx-utils;
/// NA where it is not installed). One in four records is a process start, the rest are of no interest, as in most logs.
/// </summary>
[MemoryDiagnoser]
public class EvtxReadBenchmark
{
    private const string Recording = "recording";
    private string _path = string.Empty;

    /// <summary>Records in a file that the tests' writer makes, or the largest shared recording where those are at hand.</summary>
    public static IEnumerable<string> Files => SharedCorpus.Root is null ? ["2000", "50000"] : ["2000", "50000", Recording];

    /// <summary>Which file.</summary>
    [ParamsSource(nameof(Files))]
    public string Log { get; set; } = string.Empty;

    /// <summary>Writes the file.</summary>
    [GlobalSetup]
    public void Write()
    {
        _path = Path.Combine(Path.GetTempPath(), $"triage-bench-{Environment.ProcessId}-{Log}.evtx");
        if (Log == Recording)
        {
            new DirectoryInfo(SharedCorpus.Root!).EnumerateFiles("*.evtx", SearchOption.AllDirectories)
                .MaxBy(static file => file.Length)!.CopyTo(_path, overwrite: true);
            return;
        }

        var writer = new EvtxWriter();
        for (var i = 0; i < int.Parse(Log, CultureInfo.InvariantCulture); i++)
        {
            var start = EvtxSamples.ProcessStart(i);
            writer.Add(i % 4 == 0 ? start : start with { EventId = 13 });
        }

        File.WriteAllBytes(_path, writer.ToArray());
    }

    /// <summary>Removes the file.</summary>
    [GlobalCleanup]
    public void Remove() => File.Delete(_path);

    /// <summary>The other reader, as a process: the file's path in, text thrown away.</summary>
    [Benchmark(Baseline = true)]
    public int EvtxExport()
    {
        using var process = Process.Start(new ProcessStartInfo("evtxexport", [_path]) { RedirectStandardOutput = true })!;
        var buffer = new byte[64 * 1024];
        while (process.StandardOutput.BaseStream.Read(buffer) > 0)
        {
        }

        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>This reader with the mapper.</summary>
    [Benchmark]
    public int Read()
    {
        using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        return new EvtxFormat().Read(stream, ReadLimits.Default, CancellationToken.None).Count(static item => item.Event is not null);
    }
}
