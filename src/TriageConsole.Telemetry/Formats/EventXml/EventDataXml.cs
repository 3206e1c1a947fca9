using System.Xml;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.EventXml;

/// <summary>Named data as a piece of XML inside another layout: <c>EventData</c> of Log Analytics' Event table.</summary>
internal static class EventDataXml
{
    /// <summary>Adds the <c>Data</c> elements of the text to the record; all of them, or none where it is no valid XML.</summary>
    /// <param name="xml">The text; as long as its record at most.</param>
    /// <param name="record">Gets the data.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="cut">Set where a text was longer than the limit; left alone otherwise.</param>
    internal static void Add(string xml, WindowsRecord record, ReadLimits limits, ref bool cut)
    {
        var data = new List<(string Name, string Value)>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), EventXmlReader.Settings);
            while (reader.Read())
            {
                if (reader.Depth > limits.MaxDepth)
                    return;
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Data" && reader.GetAttribute("Name") is { } name
                    && !Value(reader, limits, name, data, ref cut))
                    return;
            }
        }
        catch (XmlException)
        {
            return;
        }

        foreach (var (name, value) in data)
            record.Add(name, value);
    }

    private static bool Value(XmlReader reader, ReadLimits limits, string name, List<(string Name, string Value)> data, ref bool cut)
    {
        var text = string.Empty;
        var depth = reader.Depth;
        while (!reader.IsEmptyElement && reader.Read() && reader.Depth > depth)
        {
            if (reader.Depth > limits.MaxDepth)
                return false;
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace && text.Length < limits.MaxFieldChars)
                text += reader.Value;
        }

        cut |= text.Length > limits.MaxFieldChars;
        data.Add((name, text.Length > limits.MaxFieldChars ? text[..limits.MaxFieldChars] : text));
        return true;
    }
}
