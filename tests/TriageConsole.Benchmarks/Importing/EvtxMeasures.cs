using System.Diagnostics;
using System.Globalization;
using TriageConsole.Testing;
using TriageConsole.Testing.Evtx;
using TriageConsole.Web.Features.Headless;

namespace TriageConsole.Benchmarks.Importing;

/// <summary>
/// Whole imports of EVTX (read, merge, store, detect) in a console that runs, against <c>evtxexport</c> of libevtx only
/// printing the same file (Debian: libevtx-utils). One log in which one in four records is a process start and the rest is
/// of no interest, and the largest shared recording where those are at hand.
/// </summary>
internal static class EvtxMeasures
{
    private const int Records = 200_000;
    private const int Warm = 3;
    private const int Turns = 5;

    public static async Task RunAsync(string folder, Func<ScratchConsole, string, Task<TimeSpan>> import)
    {
        var made = Path.Combine(folder, "made.evtx");
        var writer = new EvtxWriter();
        for (var i = 0; i < Records; i++)
        {
            var start = Start(i);
            writer.Add(i % 4 == 0 ? start : start with { EventId = 13 });
        }

        File.WriteAllBytes(made, writer.ToArray());
        await CompareAsync("made log", made, import);
        if (SharedCorpus.Root is not { } root)
            return;
        var recording = new DirectoryInfo(root).EnumerateFiles("*.evtx", SearchOption.AllDirectories).MaxBy(static file => file.Length)!;
        await CompareAsync("recording", recording.FullName, import);
    }

    private static EvtxEvent Start(int number)
    {
        var program = number % 397;
        return EvtxSamples.ProcessStart(number) with
        {
            Data =
            [
                ("RuleName", EvtxValue.Text("-")),
                ("UtcTime", EvtxValue.Text(new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(number).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture))),
                ("ProcessGuid", EvtxValue.Guid(new Guid(number + 1, 2, 3, [0, 0, 0, 0, 0, 0, 0, 1]))),
                ("ProcessId", EvtxValue.UInt32((uint)(4 * (100 + (number % 8_000))))),
                ("Image", EvtxValue.Text($@"C:\Program Files\Contoso\Suite\part{program}.exe")),
                ("Description", EvtxValue.Text($"Contoso part {program}")),
                ("Product", EvtxValue.Text("Contoso Suite")),
                ("Company", EvtxValue.Text("Contoso Ltd")),
                ("OriginalFileName", EvtxValue.Text($"part{program}.exe")),
                ("CommandLine", EvtxValue.Text($@"""C:\Program Files\Contoso\Suite\part{program}.exe"" --input C:\Users\user\Documents\report-{number}.docx")),
                ("CurrentDirectory", EvtxValue.Text(@"C:\Windows\system32\")),
                ("User", EvtxValue.Text(@"CORP\user")),
                ("IntegrityLevel", EvtxValue.Text("Medium")),
                ("Hashes", EvtxValue.Text($"SHA256={program:X64}")),
                ("ParentProcessGuid", EvtxValue.Guid(new Guid(1, 2, 3, [0, 0, 0, 0, 0, 0, 0, 1]))),
                ("ParentProcessId", EvtxValue.UInt32(400)),
                ("ParentImage", EvtxValue.Text(@"C:\Program Files\Contoso\Suite\part0.exe")),
                ("ParentCommandLine", EvtxValue.Text(@"""C:\Program Files\Contoso\Suite\part0.exe"" --service")),
            ],
        };
    }

    private static async Task CompareAsync(string name, string path, Func<ScratchConsole, string, Task<TimeSpan>> import)
    {
        // The first ones have their code compiled, as in a console that has imported before. Then in turns: on a machine that is shared, one of each tells
        // little.
        for (var i = 0; i < Warm; i++)
            await ImportedAsync(path, import);
        var ratios = new List<double>();
        for (var i = 0; i < Turns; i++)
        {
            var ours = await ImportedAsync(path, import);
            if (Export(path) is not { } other)
                return;
            ratios.Add(other / ours);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}, {new FileInfo(path).Length / 1e6:0} MB: imported in {ours.TotalSeconds:0.00} s, printed by evtxexport in {other.TotalSeconds:0.00} s"));
        }

        ratios.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"=> evtxexport time / import time (wanted >= 10): {ratios[Turns / 2]:0.0}, median of {Turns} turns ({ratios[0]:0.0} to {ratios[^1]:0.0})"));
    }

    private static async Task<TimeSpan> ImportedAsync(string path, Func<ScratchConsole, string, Task<TimeSpan>> import)
    {
        await using var scratch = new ScratchConsole();
        return await import(scratch, path);
    }

    private static TimeSpan? Export(string path)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var process = Process.Start(new ProcessStartInfo("evtxexport", [path]) { RedirectStandardOutput = true })!;
            var buffer = new byte[64 * 1024];
            while (process.StandardOutput.BaseStream.Read(buffer) > 0)
            {
            }

            process.WaitForExit();
            return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(start) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("evtxexport is not installed: not compared.");
            return null;
        }
    }
}
