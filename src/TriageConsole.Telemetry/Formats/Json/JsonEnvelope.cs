using System.Text.Json;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>Where walking through an envelope stands.</summary>
internal enum EnvelopeStep
{
    /// <summary>Before the first of its rows.</summary>
    Rows,

    /// <summary>Behind its closing brace.</summary>
    Closed,

    /// <summary>The bytes end inside of it.</summary>
    Cut,

    /// <summary>It is no valid JSON.</summary>
    Malformed,
}

/// <summary>
/// The one object that an interface puts around all rows of an answer: <c>{"Schema":[…],"Results":[…]}</c> of Defender's and
/// Graph's hunting, <c>{"records":[…]}</c> of Event Hubs. It is opened and not read as a record, since it is as long as all rows.
/// </summary>
internal sealed class JsonEnvelope(ByteWindow window, int maxDepth)
{
    private const int LongestName = 128;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>Whether the window stands among the rows.</summary>
    public bool IsInRows { get; private set; }

    /// <summary>Whether the object at the start of the window is an envelope, by the name of its first property.</summary>
    public bool Opens()
    {
        while (window.Bytes.Length < LongestName && window.Fill())
        {
        }

        var text = window.Bytes[1..].TrimStart(Blanks);
        if (text.IsEmpty || text[0] != (byte)'"')
            return false;
        var end = text[1..].IndexOf((byte)'"');
        return end >= 0 && IsFirst(text.Slice(1, end)) && text[(end + 2)..].TrimStart(Blanks).StartsWith(":"u8);
    }

    /// <summary>Walks into the envelope at the start of the window.</summary>
    public EnvelopeStep Enter()
    {
        window.Advance(1);
        return Move();
    }

    /// <summary>Walks on behind the rows, from their closing bracket.</summary>
    public EnvelopeStep Leave()
    {
        IsInRows = false;
        window.Advance(1);
        return Move();
    }

    private static bool IsFirst(ReadOnlySpan<byte> name) =>
        IsRows(name) || name.SequenceEqual("Schema"u8) || name.SequenceEqual("schema"u8) || name.SequenceEqual("Stats"u8)
        || name.SequenceEqual("@odata.context"u8);

    private static bool IsRows(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("Results"u8) || name.SequenceEqual("results"u8) || name.SequenceEqual("records"u8);

    private EnvelopeStep Move()
    {
        while (true)
        {
            if (!Next(out var first))
                return EnvelopeStep.Cut;
            if (first == (byte)',')
            {
                window.Advance(1);
                continue;
            }

            if (first == (byte)'}')
            {
                window.Advance(1);
                return EnvelopeStep.Closed;
            }

            if (first != (byte)'"')
                return EnvelopeStep.Malformed;
            if (Name(out var isRows) is { } fault)
                return fault;
            if (!Next(out var value))
                return EnvelopeStep.Cut;
            if (isRows && value == (byte)'[')
            {
                window.Advance(1);
                IsInRows = true;
                return EnvelopeStep.Rows;
            }

            if (SkipValue() is { } broken)
                return broken;
        }
    }

    /// <summary>Passes a property's name and colon; null where that went well.</summary>
    private EnvelopeStep? Name(out bool isRows)
    {
        isRows = false;
        while (window.Bytes.Length < LongestName && window.Fill())
        {
        }

        var end = window.Bytes[1..].IndexOf((byte)'"');
        if (end < 0 || end > LongestName)
            return window.Bytes.Length > LongestName ? EnvelopeStep.Malformed : EnvelopeStep.Cut;
        isRows = IsRows(window.Bytes.Slice(1, end));
        window.Advance(end + 2);
        if (!Next(out var colon))
            return EnvelopeStep.Cut;
        if (colon != (byte)':')
            return EnvelopeStep.Malformed;
        window.Advance(1);
        return null;
    }

    private EnvelopeStep? SkipValue()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(window.Bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
            try
            {
                if (reader.Read() && reader.TrySkip())
                {
                    window.Advance((int)reader.BytesConsumed);
                    return null;
                }
            }
            catch (JsonException)
            {
                return EnvelopeStep.Malformed;
            }

            if (!window.Fill())
                return window.IsFull ? EnvelopeStep.Malformed : EnvelopeStep.Cut;
        }
    }

    /// <summary>The next byte that is no blank; false at the end of the file.</summary>
    private bool Next(out byte first)
    {
        while (true)
        {
            var rest = window.Bytes.TrimStart(Blanks);
            window.Advance(window.Bytes.Length - rest.Length);
            if (!window.Bytes.IsEmpty)
            {
                first = window.Bytes[0];
                return true;
            }

            first = 0;
            if (!window.Fill())
                return false;
        }
    }
}
