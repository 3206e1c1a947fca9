using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Web.Features.Headless;

namespace TriageConsole.Benchmarks.Importing;

/// <summary>
/// What the roll-ups of coverage cost: the same import with and without, in turns, so that what else the machine does falls on
/// both. Processor time is what is compared, medians of the rounds; wall time is told beside it.
/// </summary>
internal static class RollUpMeasures
{
    private const int Rounds = 7;

    public static async Task RunAsync(string folder, int processes, Func<string, long, long, long> write, Func<ScratchConsole, string, Task<TimeSpan>> import)
    {
        var file = Path.Combine(folder, "rollups.ndjson");
        write(file, 0, processes);
        List<(double Cpu, double Wall)> with = [], without = [];
        for (var round = 0; round < Rounds; round++)
        {
            // Whoever goes first in a round finds the machine otherwise than who goes second.
            foreach (var keeps in round % 2 == 0 ? (bool[])[true, false] : [false, true])
                (keeps ? with : without).Add(await OnceAsync(file, keeps, import));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"roll-ups of {processes} processes: {Median(with, m => m.Cpu):0.000} s of processor with, {Median(without, m => m.Cpu):0.000} s without; wall {Median(with, m => m.Wall):0.000} s and {Median(without, m => m.Wall):0.000} s"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"=> roll-ups cost {100 * ((Median(with, m => m.Cpu) / Median(without, m => m.Cpu)) - 1):0.0} % of processor time, {100 * ((Median(with, m => m.Wall) / Median(without, m => m.Wall)) - 1):0.0} % of wall time (wanted < 2)"));
    }

    private static async Task<(double Cpu, double Wall)> OnceAsync(string file, bool keeps, Func<ScratchConsole, string, Task<TimeSpan>> import)
    {
        await using var scratch = new ScratchConsole();
        scratch.Services.GetRequiredService<TriageDatabase>().KeepsRollUps = keeps;
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        var wall = await import(scratch, file);
        return ((Environment.CpuUsage.TotalTime - before).TotalSeconds, wall.TotalSeconds);
    }

    private static double Median(IEnumerable<(double Cpu, double Wall)> measures, Func<(double Cpu, double Wall), double> which) =>
        measures.Select(which).Order().ElementAt(Rounds / 2);
}
