namespace TriageConsole.Telemetry.Formats.EventXml;

/// <summary>Finds <c>&lt;Event …&gt; … &lt;/Event&gt;</c> one after another; what stands between them is passed over.</summary>
internal sealed class EventXmlFraming(ByteWindow window)
{
    private int _length;

    private static ReadOnlySpan<byte> Opening => "<Event"u8;

    private static ReadOnlySpan<byte> Closing => "</Event>"u8;

    /// <summary>The bytes of the record at the start of the window.</summary>
    public ReadOnlySpan<byte> Record => window.Bytes[.._length];

    /// <summary>Where an Event element opens; -1 where none does. <c>&lt;Events&gt;</c> and <c>&lt;EventData&gt;</c> are others.</summary>
    public static int IndexOfOpening(ReadOnlySpan<byte> bytes)
    {
        var from = 0;
        while (bytes[from..].IndexOf(Opening) is >= 0 and var at)
        {
            var next = from + at + Opening.Length;
            if (next < bytes.Length && bytes[next] is (byte)'>' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                return from + at;
            from = next;
            if (from >= bytes.Length)
                break;
        }

        return -1;
    }

    /// <summary>Moves the window to the next record; false at the end of the file.</summary>
    /// <param name="complete">Whether its end is in the window too.</param>
    public bool Next(out bool complete)
    {
        complete = false;
        while (IndexOfOpening(window.Bytes) is var at)
        {
            if (at >= 0)
            {
                window.Advance(at);
                break;
            }

            // The opening may stand across the window's end.
            window.Advance(Math.Max(0, window.Bytes.Length - Opening.Length));
            if (!window.Fill())
                return false;
        }

        var searched = 0;
        while (true)
        {
            var end = window.Bytes[searched..].IndexOf(Closing);
            if (end >= 0)
            {
                _length = searched + end + Closing.Length;
                complete = true;
                return true;
            }

            searched = Math.Max(0, window.Bytes.Length - Closing.Length);
            if (!window.Fill())
                return true;
        }
    }

    /// <summary>Passes the record.</summary>
    public void Advance() => window.Advance(_length);

    /// <summary>Passes the opening of a record that has no end here.</summary>
    public void Drop() => window.Advance(Math.Min(Opening.Length, window.Bytes.Length));
}
