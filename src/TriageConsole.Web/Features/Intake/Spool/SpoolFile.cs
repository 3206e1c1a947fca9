using Microsoft.Win32.SafeHandles;
using TriageConsole.Web.Features.Intake.Access;

namespace TriageConsole.Web.Features.Intake.Spool;

/// <summary>
/// One file that events are appended to. An append has returned only when its bytes are on the disk; appends that wait at
/// the same time share one flush. Whole blocks are written one after the other, so that no two mix.
/// </summary>
internal sealed class SpoolFile(string path, IntakeSource source, SpoolKind kind, DateTime openedUtc) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, FileOptions.Asynchronous);
    private long _length;
    private long _flushed;
    private bool _sealed;
    private bool _broken;

    public string Path { get; } = path;

    public IntakeSource Source { get; } = source;

    public SpoolKind Kind { get; } = kind;

    public DateTime OpenedUtc { get; } = openedUtc;

    public long Length => Volatile.Read(ref _length);

    public bool IsSealed => Volatile.Read(ref _sealed);

    /// <summary>False once it is sealed, or once the disk failed: a file whose flush failed once can't be trusted to hold what comes next.</summary>
    public bool IsUsable => !IsSealed && !Volatile.Read(ref _broken);

    /// <summary>Appends whole lines. False when the file was sealed meanwhile and nothing was written.</summary>
    /// <exception cref="IOException">Nothing of it was kept, or it is not known to be on the disk.</exception>
    public async Task<bool> AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        long end;
        try
        {
            if (!IsUsable)
                return false;
            await WriteAsync(lines);
            end = Length;
        }
        finally
        {
            _writing.Release();
        }

        await FlushAsync(end);
        return true;
    }

    /// <summary>Closes the file for good; every append that was under way is in it.</summary>
    /// <returns>Its length.</returns>
    public async Task<long> SealAsync()
    {
        await _writing.WaitAsync();
        var first = !_sealed;
        Volatile.Write(ref _sealed, true);
        _writing.Release();
        if (!first)
            return Length;
        try
        {
            await FlushAsync(Length);
        }
        catch (IOException)
        {
            // Whoever waits for these bytes learns it from a flush of their own; what is there is imported all the same.
        }

        _file.Dispose();
        return Length;
    }

    public void Dispose()
    {
        _file.Dispose();
        _writing.Dispose();
        _flushing.Dispose();
    }

    // Once begun it is not broken off: half a block would be half a line.
    private async Task WriteAsync(ReadOnlyMemory<byte> lines)
    {
        try
        {
            await RandomAccess.WriteAsync(_file, lines, _length, CancellationToken.None);
            Volatile.Write(ref _length, _length + lines.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What reached the disk of it must not stand before the next block.
            Volatile.Write(ref _broken, true);
            RandomAccess.SetLength(_file, _length);
            throw;
        }
    }

    private async Task FlushAsync(long end)
    {
        await _flushing.WaitAsync();
        try
        {
            if (_flushed >= end)
                return;
            var written = Length;
            RandomAccess.FlushToDisk(_file);
            _flushed = written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Volatile.Write(ref _broken, true);
            throw new IOException("The events could not be brought to the disk.", e);
        }
        finally
        {
            _flushing.Release();
        }
    }
}
