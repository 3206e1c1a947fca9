using System.Buffers;
using System.CommandLine;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Telemetry.Ecs;
using TriageConsole.Web.Hosting;

namespace TriageConsole.Web.Features.Headless;

/// <summary><c>read PATH...</c>: writes every process-creation event as one ECS JSON line.</summary>
public static class ReadCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders or archives.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output") { Description = "File to write to instead of standard output." };
        var command = new Command("read", "Write every process start as an ECS JSON line. Exit 0, 2 on bad arguments, 3 when some input could not be read.") { paths, output };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(paths) ?? [], parsed.GetValue(output), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, string? output, CancellationToken cancel)
    {
        if (HeadlessPaths.Missing(paths) is { Count: > 0 } missing)
            return HeadlessPaths.Refuse(missing);
        if (!HeadlessPaths.TryOpenOutput(output, out var target))
            return CommandLine.Unusable;
        var faults = 0;
        await using (target)
        {
            foreach (var source in paths.SelectMany(PathSource.Of))
                faults += ReadFile(source, target, cancel);
            await target.FlushAsync(cancel);
        }

        return faults > 0 ? ScanCommand.Unreadable : 0;
    }

    private static int ReadFile(PathSource source, Stream target, CancellationToken cancel)
    {
        try
        {
            using var file = new FileStream(source.FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan);
            return TelemetryFiles.Open(file, ReadLimits.Default).Sum(entry => ReadEntry(source, entry, target, cancel));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{source.Name}: FILE001 The file cannot be opened or read: {e.Message}");
            return 1;
        }
    }

    private static int ReadEntry(PathSource source, TelemetryEntry entry, Stream target, CancellationToken cancel)
    {
        if (entry.Format is null)
            return Tell(source, entry, null, entry.Fault ?? new("FILE002", DiagnosticSeverity.Error, 0, "No format that can be read claims these bytes: it is empty, or not EVTX, JSON, event XML or a known table."));
        var faults = 0;
        var line = new ArrayBufferWriter<byte>(4 * 1024);
        foreach (var item in entry.Read(ReadLimits.Default, cancel))
        {
            if (item.Diagnostic is { } fault)
                faults += Tell(source, entry, item.Index, fault);
            if (item.Event is not ProcessCreatedEvent started)
                continue;
            line.ResetWrittenCount();
            EcsProcessWriter.WriteLine(line, started, source.Name, entry.Member);
            target.Write(line.WrittenSpan);
        }

        return entry.EndFault is { } end ? faults + Tell(source, entry, null, end) : faults;
    }

    private static int Tell(PathSource source, TelemetryEntry entry, long? index, ReadDiagnostic fault)
    {
        if (fault.Severity == DiagnosticSeverity.Info)
            return 0;
        var member = entry.Member.Length > 0 ? " · " + entry.Member : string.Empty;
        var record = index is { } i ? FormattableString.Invariant($", record {i}") : string.Empty;
        Console.Error.WriteLine($"{source.Name}{member}{record}: {fault.Code} {fault.Message}");
        return 1;
    }
}
