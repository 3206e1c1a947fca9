namespace TriageConsole.Web.Features.Imports.Quarantine;

/// <summary>Looks at places of a stream that cannot be sought in, from front to back.</summary>
internal sealed class ForwardWindow(Stream stream)
{
    // One more than is shown, so that it is known whether something follows.
    private readonly byte[] _bytes = new byte[RawExcerpt.MostBytes + 1];
    private long _start;
    private int _count;

    /// <summary>The bytes from a place on; empty where the stream ends before it, or it was passed.</summary>
    public ReadOnlySpan<byte> At(long offset, CancellationToken cancel)
    {
        if (offset < _start)
            return [];
        while (offset > _start)
        {
            cancel.ThrowIfCancellationRequested();
            var passed = (int)Math.Min(offset - _start, _count);
            _bytes.AsSpan(passed, _count - passed).CopyTo(_bytes);
            _start += passed;
            _count -= passed;
            if (_count == 0 && offset > _start && !Fill())
                return [];
        }

        while (_count < _bytes.Length && Fill())
            cancel.ThrowIfCancellationRequested();
        return _bytes.AsSpan(0, _count);
    }

    private bool Fill()
    {
        var read = stream.Read(_bytes, _count, _bytes.Length - _count);
        _count += read;
        return read > 0;
    }
}
