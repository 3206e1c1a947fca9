using System.Globalization;
using System.Text;
using System.Xml;

namespace TriageConsole.Testing.Demo.Layouts;

/// <summary>Events as XML in one document, as the event viewer and wevtutil write them.</summary>
internal static class EventXmlLayout
{
    private const string Namespace = "http://schemas.microsoft.com/win/2004/08/events/event";

    public static byte[] Write(IEnumerable<DemoRecord> records)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
        {
            xml.WriteStartElement("Events");
            foreach (var record in records)
                Write(xml, record);
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Write(XmlWriter xml, DemoRecord record)
    {
        xml.WriteStartElement("Event", Namespace);
        xml.WriteStartElement("System", Namespace);
        xml.WriteStartElement("Provider", Namespace);
        xml.WriteAttributeString("Name", record.Provider);
        xml.WriteEndElement();
        xml.WriteElementString("EventID", Namespace, record.EventId.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("Version", Namespace, record.Version.ToString(CultureInfo.InvariantCulture));
        xml.WriteStartElement("TimeCreated", Namespace);
        xml.WriteAttributeString("SystemTime", record.Utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteElementString("EventRecordID", Namespace, record.RecordId.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("Channel", Namespace, record.Channel);
        xml.WriteElementString("Computer", Namespace, record.Computer);
        xml.WriteEndElement();
        xml.WriteStartElement("EventData", Namespace);
        foreach (var (name, value) in record.Data)
        {
            xml.WriteStartElement("Data", Namespace);
            xml.WriteAttributeString("Name", name);
            xml.WriteString(value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
