using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Intake.Access;

namespace TriageConsole.Web.Features.Intake.Spool;

/// <summary>
/// Where accepted events wait: one open file per token and kind of content, closed at a size or an age and then imported.
/// An open file waits longer while an earlier import of its token is still under way, so that slow imports get fewer and
/// larger instead of more.
/// </summary>
internal sealed class EventSpool(
    SpoolFolder folder, SpoolImports imports, IDbContextFactory<TriageContext> contexts, IOptions<IntakeOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(long TokenId, SpoolKind Kind), SpoolFile> _open = new();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly SemaphoreSlim _closing = new(1, 1);
    private readonly SemaphoreSlim _queueing = new(1, 1);
    private readonly ConcurrentQueue<SpoolFile> _closed = new();
    private HashSet<long> _busyTokens = [];
    private long _closedBytes;

    /// <summary>Bytes that were accepted and are not imported yet.</summary>
    public long PendingBytes => Volatile.Read(ref _closedBytes) + _open.Values.Sum(file => file.Length);

    public bool IsFull => PendingBytes >= options.Value.MaxPendingBytes;

    /// <summary>Keeps whole lines: they are on the disk when this returns.</summary>
    /// <exception cref="IOException">They are not; the sender must keep them.</exception>
    public async Task AppendAsync(IntakeSource source, SpoolKind kind, ReadOnlyMemory<byte> lines, CancellationToken cancel)
    {
        if (lines.IsEmpty)
            return;
        SpoolFile file;
        do
            file = await OpenAsync(source, kind, cancel);
        while (!await file.AppendAsync(lines, cancel));
        if (file.Length >= options.Value.SealBytes)
            await CloseAsync(file);
    }

    /// <summary>Closes the files that are old enough, and queues imports of all that are closed.</summary>
    public async Task SealOldAsync(CancellationToken cancel)
    {
        await CountAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var file in _open.Values)
        {
            if (!file.IsUsable || ((now - file.OpenedUtc).TotalSeconds >= options.Value.SealSeconds && !_busyTokens.Contains(file.Source.TokenId)))
                await CloseAsync(file);
        }

        await QueueAsync(ring: true, cancel);
    }

    /// <summary>Closes and queues everything, at the end.</summary>
    public async Task SealAllAsync()
    {
        foreach (var file in _open.Values)
            await CloseAsync(file);
        await QueueAsync(ring: false, CancellationToken.None);
    }

    // The gates stay: a last round of the sweep may still hold one, and they own nothing that needs to be given back.
    public void Dispose()
    {
        foreach (var file in _open.Values)
            file.Dispose();
    }

    private async Task<SpoolFile> OpenAsync(IntakeSource source, SpoolKind kind, CancellationToken cancel)
    {
        var key = (source.TokenId, kind);
        if (_open.TryGetValue(key, out var open) && open.IsUsable)
            return open;
        await _opening.WaitAsync(cancel);
        try
        {
            if (_open.TryGetValue(key, out open) && open.IsUsable)
                return open;
            if (open is not null)
                await CloseAsync(open);
            folder.Create();
            var path = Path.Combine(folder.Path, SpoolName.New(source.TokenId, kind).ToString());
            return _open[key] = new SpoolFile(path, source, kind, time.GetUtcNow().UtcDateTime);
        }
        finally
        {
            _opening.Release();
        }
    }

    // No database here: an append must not wait for its one writer.
    private async Task CloseAsync(SpoolFile file)
    {
        await _closing.WaitAsync();
        try
        {
            if (file.IsSealed)
                return;
            var length = await file.SealAsync();
            Interlocked.Add(ref _closedBytes, length);
            _open.TryRemove(new KeyValuePair<(long, SpoolKind), SpoolFile>((file.Source.TokenId, file.Kind), file));
            _closed.Enqueue(file);
        }
        finally
        {
            _closing.Release();
        }
    }

    // What could not be written stays in the queue for the next round, and on the disk for the next start.
    private async Task QueueAsync(bool ring, CancellationToken cancel)
    {
        await _queueing.WaitAsync(cancel);
        try
        {
            while (_closed.TryPeek(out var file))
            {
                if (file.Length > 0)
                    await imports.AddAsync(file.Path, file.Source.TokenName, file.Length, ring, cancel);
                else
                    File.Delete(file.Path);
                _closed.TryDequeue(out _);
            }
        }
        finally
        {
            _queueing.Release();
        }
    }

    // The rows are the truth of what is not imported yet.
    private async Task CountAsync(CancellationToken cancel)
    {
        await _queueing.WaitAsync(cancel);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var waiting = await db.Imports
                .Where(i => i.State == ImportState.Queued || i.State == ImportState.Reading || i.State == ImportState.Detecting)
                .Where(i => i.Origin == ImportOrigin.Intake).Select(i => new { i.StoredPath, i.TotalBytes }).ToListAsync(cancel);
            Volatile.Write(ref _closedBytes, waiting.Sum(i => i.TotalBytes) + _closed.Sum(file => file.Length));
            _busyTokens = [.. waiting.Select(i => SpoolName.Parse(i.StoredPath)?.TokenId ?? 0)];
        }
        finally
        {
            _queueing.Release();
        }
    }
}
