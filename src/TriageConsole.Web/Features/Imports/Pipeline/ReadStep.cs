using System.Collections.Frozen;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;
using TriageConsole.Telemetry;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>
/// Reads the files of an import and stores them batch by batch. Files are read again from their start after a kill, but
/// only what was not stored yet is stored: the same bytes give the same batches.
/// </summary>
public sealed class ReadStep(TriageDatabase database, LiveProgress live, DetectionRuntime detection)
{
    // What detection watches is told by the data that ships and does not change while the program runs.
    private readonly FrozenSet<string> _proxies = detection.Reference.Hosts.SelectMany(host => host.Names).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Returns false when a person asked to stop.</summary>
    public async Task<bool> RunAsync(long importId, CancellationToken cancel)
    {
        ImportRow import;
        await using (var db = database.CreateDbContext())
            import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == importId, cancel);
        return await RunAsync(importId, Sources(import), cancel);
    }

    /// <summary>The same for files that the caller names: a scan's, which no row remembers.</summary>
    public async Task<bool> RunAsync(long importId, IEnumerable<PathSource> sources, CancellationToken cancel)
    {
        await using var session = await IngestSession.OpenAsync(database, importId, _proxies, cancel);
        var progress = new ReadProgress(importId, live);
        var isWhole = true;
        foreach (var source in sources)
        {
            isWhole = await ReadFileAsync(session, source, importId, progress, cancel);
            if (!isWhole)
                break;
        }

        session.FinishWords();
        return isWhole;
    }

    // An upload is stored under a name of ours; people know it by theirs.
    internal static IEnumerable<PathSource> Sources(ImportRow import) => import.Origin switch
    {
        ImportOrigin.Upload or ImportOrigin.Intake or ImportOrigin.Watch or ImportOrigin.Exercise => [new PathSource(import.Name, import.StoredPath)],
        ImportOrigin.Seed => PathSource.Of(import.StoredPath).Select(s => s with { Name = Path.GetRelativePath(import.StoredPath, s.FilePath).Replace('\\', '/') })
            .Where(s => !s.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)),
        _ => PathSource.Of(import.StoredPath),
    };

    private async Task<bool> ReadFileAsync(IngestSession session, PathSource source, long importId, ReadProgress progress, CancellationToken cancel)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(source.FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await FailAsync(session, source.Name, string.Empty, new("FILE001", DiagnosticSeverity.Error, null, $"The file cannot be opened: {e.Message}"), progress, cancel);
            return true;
        }

        await using (file)
        {
            progress.Open(file);
            var any = false;
            foreach (var entry in TelemetryFiles.Open(file, ReadLimits.Default))
            {
                any = true;
                if (!await ReadEntryAsync(session, source, entry, importId, progress, cancel))
                    return false;
            }

            if (!any)
                await FailAsync(session, source.Name, string.Empty, new("FILE003", DiagnosticSeverity.Error, null, "The archive holds no files."), progress, cancel);
            progress.Close(file);
        }

        return true;
    }

    private async Task<bool> ReadEntryAsync(IngestSession session, PathSource source, TelemetryEntry entry, long importId, ReadProgress progress, CancellationToken cancel)
    {
        if (entry.Format is null)
        {
            await FailAsync(
                session, source.Name, entry.Member,
                entry.Fault ?? new("FILE002", DiagnosticSeverity.Error, 0, "No format that can be read claims these bytes: it is empty, or not EVTX, JSON, event XML or a known table."),
                progress, cancel);
            return true;
        }

        var row = await session.FileAsync(source.Name, entry.Member, entry.Format.Name, cancel);
        if (row.State != ImportFileState.Reading)
            return true;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        // Reading and storing take about as long: one batch is read while the one before is stored. A third one ready would
        // gain nothing and be held for as long.
        var batches = Channel.CreateBounded<IngestBatch>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        using var room = new SemaphoreSlim(1);
        var reading = Task.Run(() => ProduceAsync(entry, row, progress, batches.Writer, room, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancel))
            {
                session.Write(batch);
                room.Release();
                progress.Stored(batch.NextRecord);
                if (batch.Ends is null && await StopAskedAsync(importId, cancel))
                    return false;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        return true;
    }

    // What goes wrong here is thrown where the batches are taken.
    private static async Task ProduceAsync(
        TelemetryEntry entry, ImportFileRow row, ReadProgress progress, ChannelWriter<IngestBatch> output, SemaphoreSlim room, CancellationToken cancel)
    {
        Exception? failure = null;
        try
        {
            var batches = new BatchBuilder(row);
            foreach (var item in entry.Read(ReadLimits.Default, cancel))
            {
                if (!batches.Add(item))
                    continue;
                await output.WriteAsync(batches.Take(progress.Bytes, ends: null), cancel);
                await room.WaitAsync(cancel);
            }

            if (entry.EndFault is { } fault)
                batches.AddFault(fault);
            await output.WriteAsync(batches.Take(progress.Bytes, ends: batches.EndState), cancel);
        }
        catch (Exception e)
        {
            failure = e;
        }

        output.Complete(failure);
    }

    private static async Task FailAsync(IngestSession session, string source, string member, ReadDiagnostic fault, ReadProgress progress, CancellationToken cancel)
    {
        var row = await session.FileAsync(source, member, string.Empty, cancel);
        if (row.State != ImportFileState.Reading)
            return;
        var batches = new BatchBuilder(row);
        batches.AddFault(fault);
        session.Write(batches.Take(progress.Bytes, fault.Severity == DiagnosticSeverity.Info ? ImportFileState.Done : ImportFileState.Failed));
    }

    private async Task<bool> StopAskedAsync(long importId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await using var db = database.CreateDbContext();
        return await db.Imports.AnyAsync(i => i.Id == importId && i.CancelRequested, cancel);
    }
}
