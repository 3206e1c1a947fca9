using System.Globalization;
using System.Text;
using System.Xml;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.EventXml;

/// <summary>One event element, read.</summary>
/// <param name="Needed">Whether the analytic needs a record of this kind.</param>
/// <param name="Event">The event; null where not needed or unusable.</param>
/// <param name="Cut">Whether a text was cut.</param>
/// <param name="Fault">Why it can't be read; null where it can.</param>
internal readonly record struct EventXmlRecord(bool Needed, TelemetryEvent? Event, bool Cut, string? Fault);

/// <summary>Reads one <c>Event</c> element. No document types, no entities but XML's own, nothing is ever resolved.</summary>
internal sealed class EventXmlReader(ReadLimits limits)
{
    internal static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Fragment,
        // Windows writes control characters into events; the mapper replaces what can't be stored.
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly WindowsRecord _record = new();

    // A text can come in pieces: sections and entities end one. Joined as strings, tiny ones would cost the square of their number.
    private readonly StringBuilder _text = new();
    private bool _cut;

    /// <summary>Reads the element; what follows the part that is needed is not looked at.</summary>
    public EventXmlRecord Read(ReadOnlySpan<byte> element, long index)
    {
        _record.Clear();
        _cut = false;
        try
        {
            using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(element)), Settings);
            if (!Walk(reader))
                return default;
        }
        catch (XmlException e)
        {
            return new(false, null, false, string.Create(CultureInfo.InvariantCulture, $"no valid XML at its line {e.LineNumber}, column {e.LinePosition}."));
        }
        catch (DepthException)
        {
            return new(false, null, false, "it is nested too deep, or holds another event.");
        }

        return new(true, WindowsEventMapper.Map(_record, index), _cut, null);
    }

    /// <summary>Fills the record; false where it turns out not to be needed.</summary>
    private bool Walk(XmlReader reader)
    {
        string? name = null;
        var section = string.Empty;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == 1 && reader.LocalName == "System"
                && !WindowsEventMapper.Needs(_record.Provider, _record.EventId))
                return false;
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.Depth > limits.MaxDepth || (reader.Depth > 0 && reader.LocalName == "Event"))
                throw new DepthException();
            if (reader.Depth == 1)
                section = reader.LocalName;
            switch (section)
            {
                case "System" when reader.Depth == 2:
                    System(reader);
                    break;
                case "EventData" when reader.Depth == 2 && reader.LocalName == "Data":
                    name = reader.GetAttribute("Name");
                    var value = Text(reader);
                    if (name is not null)
                        _record.Add(name, value);
                    break;
                case "RenderingInfo" when reader.Depth == 2 && reader.LocalName == "Message":
                    _record.Message = Text(reader);
                    break;
                default:
                    break;
            }
        }

        return WindowsEventMapper.Needs(_record.Provider, _record.EventId);
    }

    private void System(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "Provider":
                _record.Provider = reader.GetAttribute("Name") ?? string.Empty;
                break;
            case "TimeCreated":
                if (WindowsTime.TryParse(reader.GetAttribute("SystemTime"), out var time))
                {
                    _record.Time = time.Utc;
                    _record.TimeIsUtc = true;
                }

                break;
            case "Execution":
                _record.ProcessId = FieldText.UInt32(reader.GetAttribute("ProcessID"));
                break;
            case "EventID":
                _record.EventId = (int)(Number(reader) ?? 0);
                break;
            case "Version":
                _record.Version = (int?)Number(reader);
                break;
            case "EventRecordID":
                _record.RecordId = Number(reader);
                break;
            case "Channel":
                _record.Channel = Text(reader);
                break;
            case "Computer":
                _record.Computer = Text(reader);
                break;
            default:
                break;
        }
    }

    private static readonly int MostNumber = int.MaxValue;

    private long? Number(XmlReader reader) =>
        long.TryParse(Text(reader), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? reader.LocalName == "EventRecordID" || number <= MostNumber ? number : null
            : null;

    /// <summary>The element's own text; stays on its end tag, so that the walk reads on behind it.</summary>
    private string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return string.Empty;
        var depth = reader.Depth;
        _text.Clear();
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && (reader.Depth > limits.MaxDepth || reader.LocalName == "Event"))
                throw new DepthException();
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
                continue;
            if (_text.Length <= limits.MaxFieldChars)
                _text.Append(reader.Value);
        }

        if (_text.Length <= limits.MaxFieldChars)
            return _text.ToString();
        _cut = true;
        return _text.ToString(0, limits.MaxFieldChars);
    }

    private sealed class DepthException : Exception;
}
