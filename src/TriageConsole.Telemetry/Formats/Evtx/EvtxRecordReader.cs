using TriageConsole.Telemetry.Formats.Evtx.BinXml;
using TriageConsole.Telemetry.Formats.Evtx.Values;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Evtx;

/// <summary>
/// The records of an EVTX stream, one at a time in one <see cref="WindowsRecord"/>, in the order they are stored. After
/// each <see cref="Read"/>, look at <see cref="IsRecord"/>, <see cref="IsDecoded"/> and <see cref="Diagnostic"/>.
/// </summary>
internal sealed class EvtxRecordReader
{
    private readonly Queue<ReadDiagnostic> _diagnostics = [];
    private readonly EvtxChunkSource _chunks;
    private readonly BinXmlDecoder _decoder;
    private readonly int _maxRecordBytes;
    private int _position;
    private int _end;
    private ulong _lastRecordId;
    private long _count;

    /// <summary>A reader at the start of <paramref name="stream"/>, which stays the caller's.</summary>
    /// <param name="stream">Forward-only stream at position 0.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="needs">Whether records of this provider and event id are wanted; the rest are counted, not decoded.</param>
    public EvtxRecordReader(Stream stream, ReadLimits limits, Func<string, int, bool> needs)
    {
        _chunks = new(stream, _diagnostics);
        _decoder = new(limits, needs);
        _maxRecordBytes = limits.MaxRecordBytes;
    }

    /// <summary>The record; its content holds until the next call, and counts only where <see cref="IsDecoded"/> says so.</summary>
    public WindowsRecord Record { get; } = new();

    /// <summary>0-based position of the record in the file; for a fault outside any record the next record's.</summary>
    public long Index { get; private set; }

    /// <summary>Whether a record was read, as against a fault between records.</summary>
    public bool IsRecord { get; private set; }

    /// <summary>Whether <see cref="Record"/> is filled: the record is wanted and sound.</summary>
    public bool IsDecoded { get; private set; }

    /// <summary>The fault; null where there was none.</summary>
    public ReadDiagnostic? Diagnostic { get; private set; }

    /// <summary>Moves on to the next record or fault; false at the end of the file.</summary>
    public bool Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (IsRecord, IsDecoded, Index, Diagnostic) = (false, false, _count, null);
        while (true)
        {
            if (_diagnostics.TryDequeue(out var fault))
            {
                Diagnostic = fault;
                return true;
            }

            if (_position < _end)
            {
                if (NextFrame() is not { } frame)
                    continue;
                _position = frame.End;
                _lastRecordId = frame.RecordId;
                Take(frame);
                return true;
            }

            if (!NextChunk(cancellationToken) && _diagnostics.Count == 0)
                return false;
        }
    }

    private bool NextChunk(CancellationToken cancellationToken)
    {
        if (!_chunks.TryNext(cancellationToken))
            return false;
        _position = EvtxChunkHeader.Size;
        _end = _chunks.RecordsEnd;
        _lastRecordId = 0;
        _decoder.StartChunk(_chunks.Buffer, _chunks.Length);
        return true;
    }

    /// <summary>The next frame; null, and the position moved, where none stands there.</summary>
    private EvtxRecordFrame? NextFrame()
    {
        var chunk = _chunks.Buffer.AsSpan(0, _chunks.Length);
        if (EvtxRecordFrame.TryRead(chunk, _position, _end) is { } frame
            && (!_chunks.EndIsGuess || frame.RecordId > _lastRecordId))
        {
            return frame;
        }

        // Where the end is a guess, the first thing that is no newer record is the slack.
        var next = _chunks.EndIsGuess ? null : EvtxRecordFrame.Find(chunk, _position, _end);
        var resume = next?.Start ?? _end;
        // The record that a cut file ends in was reported with the cut.
        if (!_chunks.EndIsGuess && (next is not null || !_chunks.IsCut))
            _diagnostics.Enqueue(EvtxDiagnostics.LostFrame(_chunks.Offset + _position, resume - _position));
        _position = resume;
        return null;
    }

    private void Take(EvtxRecordFrame frame)
    {
        IsRecord = true;
        _count++;
        var offset = _chunks.Offset + frame.Start;
        if (frame.End - frame.Start > _maxRecordBytes)
        {
            Diagnostic = EvtxDiagnostics.TooLong(frame.RecordId, offset, frame.End - frame.Start);
            return;
        }

        switch (_decoder.Decode(frame.FragmentStart, frame.FragmentEnd, Record))
        {
            case BinXmlOutcome.NotNeeded:
                return;
            case BinXmlOutcome.Broken:
                Diagnostic = EvtxDiagnostics.Broken(
                    _decoder.Fault, frame.RecordId, offset, _chunks.Offset + _decoder.FaultPosition);
                return;
        }

        IsDecoded = true;
        Record.RecordId ??= (long)frame.RecordId;
        // The frame's own time is taken when the record is written, within moments of the event's.
        Record.Time ??= BinXmlValueText.FileTime(frame.Written);
        Record.TimeIsUtc = true;
        if (_decoder.LostValue)
            Diagnostic = EvtxDiagnostics.LostValue(frame.RecordId, offset);
        else if (_decoder.CutValue)
            Diagnostic = EvtxDiagnostics.CutValue(frame.RecordId, offset);
    }
}
