using BenchmarkDotNet.Running;
using TriageConsole.Benchmarks.Importing;
using TriageConsole.Benchmarks.Screens;

namespace TriageConsole.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["import", ..])
            return await ImportMeasures.RunAsync(args[1..]);
        if (args is ["screens", ..])
            return await ScreenMeasures.RunAsync(args[1..]);
        if (args is ["report", ..])
            return await ReportMeasures.RunAsync(args[1..]);
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
