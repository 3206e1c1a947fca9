using System.CommandLine;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Hosting;

namespace TriageConsole.Web.Features.Headless.Evaluation;

/// <summary><c>evaluate LABELS.tsv DATA_DIR</c>: scans recordings whose process starts are labelled, and says what was found and what was falsely raised.</summary>
public static class EvaluateCommand
{
    public static Command Create()
    {
        var labels = new Argument<string>("LABELS") { Description = "Tab-separated labels with the columns file, member, index, label; class, technique, case_id, trap and confidence where known." };
        var data = new Argument<string>("DATA_DIR") { Description = "Folder with the labelled recordings." };
        var level = new Option<Severity>("--list-level") { Description = "List misses and false alarms at this level and above; medium when not given.", DefaultValueFactory = _ => Severity.Medium };
        var output = new Option<string?>("--output") { Description = "File to write to instead of standard output." };
        var command = new Command("evaluate", "Measure the detection on labelled recordings. Exit 0, 2 on bad arguments, 3 when some input could not be read.") { labels, data, level, output };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(labels)!, parsed.GetValue(data)!, parsed.GetValue(level), parsed.GetValue(output), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string labels, string data, Severity level, string? output, CancellationToken cancel)
    {
        if (HeadlessPaths.Missing([labels, data]) is { Count: > 0 } missing)
            return HeadlessPaths.Refuse(missing);
        if (!TryRead(labels, out var events, out var faults))
            return HeadlessPaths.Refuse(faults.Select(fault => $"{labels}: {fault}"));
        var join = new LabelJoin(data);
        if (join.Missing(events) is { Count: > 0 } absent)
            return HeadlessPaths.Refuse(absent.Select(file => $"{labels} names {file}, which is neither in {data} nor beside it."));
        if (!HeadlessPaths.TryOpenOutput(output, out var target))
            return CommandLine.Unusable;
        await using var text = new StreamWriter(target);
        await using var scratch = new ScratchConsole();
        var run = scratch.Services.GetRequiredService<ScanRun>();
        await run.RunAsync([data], new([], []), Severity.Low, join.Add, cancel);
        foreach (var fault in run.Faults)
            await Console.Error.WriteLineAsync(fault);
        await text.WriteLineAsync(FormattableString.Invariant($"{run.Records} records, {run.Processes} processes, {join.Alerts} alerts, {events.Count} labelled process starts"));
        await text.WriteLineAsync();
        new EvaluationReport(events, join.LevelOf).Write(text, level);
        return run.Faults.Count > 0 ? ScanCommand.Unreadable : 0;
    }

    private static bool TryRead(string path, out IReadOnlyList<LabelledStart> events, out IReadOnlyList<string> faults)
    {
        try
        {
            (events, faults) = LabelFile.Parse(File.ReadLines(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            (events, faults) = ([], [e.Message]);
        }

        return faults.Count == 0;
    }
}
