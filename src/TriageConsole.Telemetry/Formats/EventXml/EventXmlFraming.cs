namespace TriageConsole.Telemetry.Formats.EventXml;

/// <summary>What the next step through a file of event elements met.</summary>
internal enum XmlStep
{
    /// <summary>Nothing more.</summary>
    End,

    /// <summary>An element from its start tag to the next end tag.</summary>
    Element,

    /// <summary>A fault; the next step goes on behind it.</summary>
    Fault,
}

/// <summary>
/// Cuts <c>Event</c> elements out of a stream by their tags. Prologs, document types and everything else between them are
/// never given to an XML parser.
/// </summary>
internal sealed class EventXmlFraming(ByteWindow window, ReadLimits limits)
{
    private const int TagLength = 6;
    private static ReadOnlySpan<byte> StartTag => "<Event"u8;

    private static ReadOnlySpan<byte> EndTag => "</Event>"u8;

    private int _consumed;
    private int _length;
    private long _noEndBefore;

    /// <summary>The element of the last step.</summary>
    public ReadOnlySpan<byte> Record => window.Bytes[.._length];

    /// <summary>The fault of the last step.</summary>
    public ReadDiagnostic? Fault { get; private set; }

    /// <summary>Bytes of text met outside of elements, without blanks and the tags around them.</summary>
    public long OutsideBytes { get; private set; }

    /// <summary>Where the first of them stands.</summary>
    public long? OutsideOffset { get; private set; }

    /// <summary>Where an event element starts; -1 where none does.</summary>
    internal static int FindStart(ReadOnlySpan<byte> text)
    {
        var from = 0;
        while (true)
        {
            var found = text[from..].IndexOf(StartTag);
            if (found < 0)
                return -1;
            var behind = from + found + TagLength;
            if (behind < text.Length && text[behind] is (byte)'>' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                return from + found;
            from = behind;
        }
    }

    /// <summary>Moves on.</summary>
    public XmlStep Next(long index)
    {
        window.Advance(_consumed);
        _consumed = _length = 0;
        Fault = null;
        if (!SeekStart())
            return XmlStep.End;
        while (true)
        {
            // What was searched once is not searched again, else unclosed elements would cost the square of their number.
            var from = (int)Math.Clamp(_noEndBefore - window.Offset, TagLength, window.Bytes.Length);
            var end = window.Bytes[from..].IndexOf(EndTag);
            if (end >= 0)
            {
                _noEndBefore = window.Offset + from + end;
                _length = _consumed = from + end + EndTag.Length;
                if (_length <= limits.MaxRecordBytes)
                    return XmlStep.Element;
                break;
            }

            _noEndBefore = Math.Max(_noEndBefore, window.Offset + window.Bytes.Length - EndTag.Length + 1);
            if (window.Fill())
                continue;
            if (window.IsFull)
                break;
            return Report("XML003", $"The file ends inside record {index}.");
        }

        return Report("XML002", $"Record {index} is longer than {limits.MaxRecordBytes} bytes and was skipped.");
    }

    /// <summary>
    /// Says that the element of the last step can't be read: the next step takes the last start tag inside of it. Events are
    /// not nested, so no other can open a whole one, and trying them one by one costs the square of their number.
    /// </summary>
    public void Reject()
    {
        _consumed = TagLength;
        for (var text = Record[TagLength..]; text.LastIndexOf(StartTag) is >= 0 and var at; text = text[..at])
        {
            if (FindStart(text[at..]) != 0)
                continue;
            _consumed += at;
            return;
        }
    }

    private XmlStep Report(string code, string message)
    {
        Fault = new ReadDiagnostic(code, DiagnosticSeverity.Warning, window.Offset, message);
        _consumed = TagLength;
        return XmlStep.Fault;
    }

    private bool SeekStart()
    {
        while (true)
        {
            var start = FindStart(window.Bytes);
            if (start >= 0)
            {
                Outside(start);
                return true;
            }

            // A tag may be cut by the window's end.
            Outside(Math.Max(0, window.Bytes.Length - TagLength));
            if (window.Fill())
                continue;
            Outside(window.Bytes.Length);
            return false;
        }
    }

    private void Outside(int count)
    {
        var text = window.Bytes[..count].Trim(" \t\r\n\0"u8);
        if (!text.IsEmpty && !IsFrame(text))
        {
            OutsideOffset ??= window.Offset;
            OutsideBytes += text.Length;
        }

        window.Advance(count);
    }

    private static bool IsFrame(ReadOnlySpan<byte> text) =>
        text.StartsWith("<?xml"u8) || text.StartsWith("<Events"u8) || text.StartsWith("</Events"u8)
        || text.SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) || text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, (byte)'<', (byte)'?'])
        || "</Events>"u8.IndexOf(text) >= 0;
}
