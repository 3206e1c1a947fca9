using BenchmarkDotNet.Running;
using TriageConsole.Benchmarks.Baseline;
using TriageConsole.Benchmarks.Importing;
using TriageConsole.Benchmarks.Screens;
using TriageConsole.Web.Hosting;

namespace TriageConsole.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        // As the console does.
        NativeHeap.KeepTogether();
        if (args is ["import", ..])
            return await ImportMeasures.RunAsync(args[1..]);
        if (args is ["screens", ..])
            return await ScreenMeasures.RunAsync(args[1..]);
        if (args is ["baseline", ..])
            return await BaselineMeasures.RunAsync(args[1..]);
        if (args is ["report", ..])
            return await ReportMeasures.RunAsync(args[1..]);
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
