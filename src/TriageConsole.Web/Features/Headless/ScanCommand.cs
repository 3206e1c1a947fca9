using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Hosting;

namespace TriageConsole.Web.Features.Headless;

/// <summary><c>scan PATH...</c>: reads files, folders and archives, detects, and writes one JSON line per alert.</summary>
public static class ScanCommand
{
    public const int NoAlerts = 0;
    public const int Alerts = 1;
    public const int Unreadable = 3;

    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders or archives.", Arity = ArgumentArity.OneOrMore };
        var baseline = new Option<string?>("--baseline") { Description = "Approved uses as JSON; what they cover is written with status covered." };
        var level = new Option<Severity>("--min-level") { Description = "informational, low, medium, high or critical; low when not given.", DefaultValueFactory = _ => Severity.Low };
        var output = new Option<string?>("--output") { Description = "File to write to instead of standard output." };
        var stats = new Option<bool>("--stats") { Description = "Print records, processes, seconds and rates to standard error." };
        var command = new Command("scan", "Find proxy execution in files without a server. Exit 0 without open alerts, 1 with, 2 on bad arguments, 3 when some input could not be read.")
        {
            paths, baseline, level, output, stats,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(paths) ?? [], parsed.GetValue(baseline), parsed.GetValue(level), parsed.GetValue(output), parsed.GetValue(stats), cancel));
        return command;
    }

    private static readonly BaselineFileResult _noBaseline = new([], []);

    private static async Task<int> RunAsync(string[] paths, string? baseline, Severity level, string? output, bool stats, CancellationToken cancel)
    {
        if (HeadlessPaths.Missing(paths) is { Count: > 0 } missing)
            return HeadlessPaths.Refuse(missing);
        var uses = _noBaseline;
        if (baseline is not null && !TryReadBaseline(baseline, out uses, out var faults))
            return HeadlessPaths.Refuse(faults);
        if (!HeadlessPaths.TryOpenOutput(output, out var target))
            return CommandLine.Unusable;
        await using (target)
        await using (var scratch = new ScratchConsole())
        {
            var run = scratch.Services.GetRequiredService<ScanRun>();
            int open;
            using (var lines = new AlertLineWriter(target))
                open = await run.RunAsync(paths, uses, level, lines.Write, cancel);
            await target.FlushAsync(cancel);
            foreach (var fault in run.Faults)
                await Console.Error.WriteLineAsync(fault);
            if (stats)
                await Console.Error.WriteLineAsync(Stats(run));
            return run.Faults.Count > 0 ? Unreadable : open > 0 ? Alerts : NoAlerts;
        }
    }

    private static bool TryReadBaseline(string path, out BaselineFileResult uses, [NotNullWhen(false)] out IReadOnlyList<string>? faults)
    {
        uses = _noBaseline;
        try
        {
            var result = BaselineFile.Parse(File.ReadAllText(path), TimeProvider.System.GetUtcNow().UtcDateTime, takesExpired: true);
            uses = result;
            faults = result.Faults.Count == 0 ? null : [.. result.Faults.Select(fault => $"{path}: {fault}")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults = [$"{path} cannot be read: {e.Message}"];
        }

        return faults is null;
    }

    private static string Stats(ScanRun run) => string.Create(CultureInfo.InvariantCulture, $"""
        read and store: {run.Records} records, {run.Processes} processes, {run.ReadTime.TotalSeconds:0.00} s, {run.Records / Math.Max(run.ReadTime.TotalSeconds, 0.001):0} records/s
        detect: {run.Processes} processes, {run.JudgeTime.TotalSeconds:0.00} s, {run.Processes / Math.Max(run.JudgeTime.TotalSeconds, 0.001):0} processes/s
        peak memory: {Environment.WorkingSet / 1024 / 1024} MB working set
        """);
}
