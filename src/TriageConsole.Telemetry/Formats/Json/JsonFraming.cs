namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>What the next step through a file of JSON objects met.</summary>
internal enum JsonStep
{
    /// <summary>Nothing more.</summary>
    End,

    /// <summary>An object; it stands at the start of the window until the next step.</summary>
    Object,

    /// <summary>A fault; the next step goes on behind it.</summary>
    Fault,
}

/// <summary>
/// Finds JSON objects one after another: one per line, in an array, or pretty-printed and simply concatenated. An object
/// that can't be read costs its first line, not what follows.
/// </summary>
internal sealed class JsonFraming(ByteWindow window, JsonWalker walker, ReadLimits limits)
{
    /// <summary>How many records in a row may fail. Each costs an exception: without an end to it a hostile file would take hours.</summary>
    internal const int MostFailures = 10_000;

    private readonly JsonEnvelope _envelope = new(window, limits.MaxDepth);
    private int _consumed;
    private int _failures;
    private bool _givenUp;
    private long _lineStart;
    private int _resyncColumn = -1;

    /// <summary>The bytes of the object of the last step.</summary>
    public ReadOnlySpan<byte> Record => window.Bytes[.._consumed];

    /// <summary>The fault of the last step.</summary>
    public ReadDiagnostic? Fault { get; private set; }

    /// <summary>Moves on. <paramref name="index"/> is the position that the next object will have, for messages.</summary>
    public JsonStep Next(long index)
    {
        window.Advance(_consumed);
        _consumed = 0;
        Fault = null;
        if (_givenUp)
            return JsonStep.End;
        long? junkOffset = null;
        long junkLines = 0;
        while (SkipBlanks())
        {
            if (Envelope() is { } step)
            {
                if (step is EnvelopeStep.Rows or EnvelopeStep.Closed)
                    continue;
                if (step == EnvelopeStep.Cut)
                {
                    // Nothing follows, and what is left would pass for records.
                    _consumed = window.Bytes.Length;
                    return Report("NDJSON004", window.Offset, $"The file ends inside the object around the records, before record {index}.");
                }

                var fault = Drop("NDJSON002", $"The object around the records is no valid JSON, or nested too deep, before record {index}.");
                _resyncColumn = -1;
                return fault;
            }

            if (window.Bytes[0] == (byte)'{' && (_resyncColumn < 0 || Column == _resyncColumn))
            {
                if (junkOffset is { } at)
                    return Report("NDJSON001", at, $"{junkLines} line(s) before record {index} hold no JSON object and were skipped.");
                return ReadObject(index);
            }

            junkOffset ??= window.Offset;
            junkLines++;
            SkipLine();
        }

        return junkOffset is { } offset
            ? Report("NDJSON001", offset, $"{junkLines} line(s) after the last record hold no JSON object and were skipped.")
            : JsonStep.End;
    }

    /// <summary>Walks into or out of the object around the records; null where the window stands at neither.</summary>
    private EnvelopeStep? Envelope()
    {
        if (_envelope.IsInRows && window.Bytes[0] == (byte)']')
            return _envelope.Leave();
        return _resyncColumn < 0 && window.Bytes[0] == (byte)'{' && _envelope.Opens() ? _envelope.Enter() : null;
    }

    private int Column => (int)Math.Min(int.MaxValue, window.Offset - _lineStart);

    private JsonStep ReadObject(long index)
    {
        while (true)
        {
            switch (walker.Walk(window.Bytes, default, out var consumed))
            {
                case WalkResult.Complete when consumed <= limits.MaxRecordBytes:
                    _consumed = consumed;
                    _resyncColumn = -1;
                    _failures = 0;
                    return JsonStep.Object;
                case WalkResult.Malformed:
                    return Drop("NDJSON002", $"Record {index} is no valid JSON, or nested too deep, and was skipped.");
                case WalkResult.NeedMore when window.Fill():
                    break;
                case WalkResult.NeedMore when !window.IsFull:
                    return Drop("NDJSON004", $"The file ends inside record {index}.");
                default:
                    return Drop("NDJSON003", $"Record {index} is longer than {limits.MaxRecordBytes} bytes and was skipped.");
            }
        }
    }

    private JsonStep Drop(string code, string message)
    {
        if (++_failures > MostFailures)
        {
            _givenUp = true;
            Fault = new("NDJSON009", DiagnosticSeverity.Error, window.Offset, $"{MostFailures} records in a row can't be read; reading ended here.");
            return JsonStep.Fault;
        }

        var step = Report(code, window.Offset, message);
        // Of a pretty-printed object only the brace stands on its first line: what is nested in it must not pass for records.
        var line = window.Bytes;
        var feed = line.IndexOf((byte)'\n');
        _resyncColumn = feed >= 0 && line[1..feed].Trim((byte)'\r').Trim((byte)' ').IsEmpty ? Column : -1;
        SkipLine();
        return step;
    }

    private void SkipLine()
    {
        window.SkipLine();
        _lineStart = window.Offset;
    }

    private JsonStep Report(string code, long offset, string message)
    {
        Fault = new ReadDiagnostic(code, DiagnosticSeverity.Warning, offset, message);
        return JsonStep.Fault;
    }

    /// <summary>Passes blanks, commas and array brackets between objects; false at the end of the file.</summary>
    private bool SkipBlanks()
    {
        if (window.Offset == 0 && (window.Bytes.Length >= 3 || window.Fill()) && window.Bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            window.Advance(3);
            _lineStart = window.Offset;
        }

        while (true)
        {
            var bytes = window.Bytes;
            var i = 0;
            for (; i < bytes.Length; i++)
            {
                if (bytes[i] == (byte)'\n')
                    _lineStart = window.Offset + i + 1;
                else if (bytes[i] == (byte)']' && _envelope.IsInRows)
                    break;
                // NULs fill the end of logs that were preallocated; 0x1E introduces a record of a JSON text sequence.
                else if (bytes[i] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',' or (byte)'[' or (byte)']' or 0 or 0x1E))
                    break;
            }

            var found = i < bytes.Length;
            window.Advance(i);
            if (found)
                return true;
            if (!window.Fill())
                return false;
        }
    }
}
