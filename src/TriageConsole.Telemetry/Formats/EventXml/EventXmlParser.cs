using System.Globalization;
using System.Xml;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.EventXml;

/// <summary>One event element → a record. No DTD, no entities but XML's own, no resolver.</summary>
internal sealed class EventXmlParser(ReadLimits limits)
{
    private static readonly XmlReaderSettings _settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        ConformanceLevel = ConformanceLevel.Fragment,
    };

    /// <summary>Fills the record; false where the element is not well-formed or nested too deep.</summary>
    public bool Parse(ReadOnlySpan<byte> xml, WindowsRecord record)
    {
        record.Clear();
        try
        {
            using var stream = new MemoryStream(xml.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, _settings);
            var section = string.Empty;
            while (reader.Read())
            {
                if (reader.Depth > limits.MaxDepth)
                    return false;
                if (reader.NodeType != XmlNodeType.Element)
                    continue;
                if (reader.Depth == 1)
                    section = reader.LocalName;
                else if (reader.Depth == 2 && section == "System")
                    System(reader, record);
                else if (reader.Depth == 2 && section == "EventData" && reader.LocalName == "Data")
                    record.Add(reader.GetAttribute("Name") ?? $"Data{record.Data.Count + 1}", Text(reader));
                else if (reader.Depth == 3 && section == "UserData" && !reader.IsEmptyElement)
                    record.Add(reader.LocalName, Text(reader));
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private void System(XmlReader reader, WindowsRecord record)
    {
        switch (reader.LocalName)
        {
            case "Provider":
                record.Provider = reader.GetAttribute("Name") ?? string.Empty;
                break;
            case "EventID":
                record.EventId = Number(Text(reader)) is >= 0 and <= ushort.MaxValue and var id ? (int)id : 0;
                break;
            case "Version":
                record.Version = (int?)Number(Text(reader));
                break;
            case "EventRecordID":
                record.RecordId = Number(Text(reader));
                break;
            case "Channel":
                record.Channel = Text(reader);
                break;
            case "Computer":
                record.Computer = Text(reader);
                break;
            case "TimeCreated":
                record.Time = Time(reader.GetAttribute("SystemTime"));
                record.TimeIsUtc = record.Time is not null;
                break;
            default:
                break;
        }
    }

    // Stands on the end tag afterwards, so that the outer loop's next read goes on behind it.
    private string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return string.Empty;
        var depth = reader.Depth;
        var text = string.Empty;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && text.Length < limits.MaxFieldChars)
                text += reader.Value;
        }

        return text.Length > limits.MaxFieldChars ? text[..limits.MaxFieldChars] : text;
    }

    private static long? Number(string text) =>
        long.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTime? Time(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
