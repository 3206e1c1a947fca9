namespace TriageConsole.Testing.Evtx;

/// <summary>An event to write, as Windows would.</summary>
public sealed record EvtxEvent
{
    private const string Namespace = "http://schemas.microsoft.com/win/2004/08/events/event";

    /// <summary>Provider name.</summary>
    public string Provider { get; init; } = "Sample-Provider";

    /// <summary>Event id.</summary>
    public ushort EventId { get; init; } = 1;

    /// <summary>Event version.</summary>
    public byte Version { get; init; } = 1;

    /// <summary>Channel.</summary>
    public string Channel { get; init; } = "Sample/Operational";

    /// <summary>Computer.</summary>
    public string Computer { get; init; } = "host.example";

    /// <summary>When it happened, UTC.</summary>
    public DateTime Time { get; init; } = new(2024, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Data in order; a null name writes a Data element without one.</summary>
    public IReadOnlyList<(string? Name, EvtxValue Value)> Data { get; init; } = [];

    /// <summary>Writes the event without templates, every value where it stands, as some collectors do.</summary>
    public void WriteLiteral(BinXmlWriter xml, ulong recordId)
    {
        ArgumentNullException.ThrowIfNull(xml);
        xml.FragmentHeader();
        xml.Element("Event", () => xml.Attribute("xmlns", Namespace), () =>
        {
            xml.Element("System", null, () =>
            {
                xml.Element("Provider", () => xml.Attribute("Name", Provider));
                xml.Element("EventID", null, () => xml.Literal(EvtxValue.UInt16(EventId)));
                xml.Element("Version", null, () => xml.Literal(EvtxValue.UInt8(Version)));
                xml.Element("TimeCreated", () =>
                {
                    xml.Attribute("SystemTime");
                    xml.Literal(EvtxValue.FileTime(Time));
                });
                xml.Element("EventRecordID", null, () => xml.Literal(EvtxValue.UInt64(recordId)));
                xml.Element("Channel", null, () => xml.Text(Channel));
                xml.Element("Computer", null, () => xml.Text(Computer));
            });
            xml.Element("EventData", null, () =>
            {
                foreach (var (name, value) in Data)
                {
                    xml.Element("Data", name is null ? null : () => xml.Attribute("Name", name), () => xml.Literal(value));
                }
            });
        });
        xml.EndOfStream();
    }

    /// <summary>Writes the event as an instance of <see cref="SystemTemplate"/> with the data in a template of its own.</summary>
    public void WriteInstance(BinXmlWriter xml, ulong recordId, EvtxTemplate system, EvtxTemplate data)
    {
        ArgumentNullException.ThrowIfNull(xml);
        xml.FragmentHeader();
        xml.Instance(system,
        [
            EvtxValue.UInt16(EventId), EvtxValue.UInt8(Version), EvtxValue.FileTime(Time), EvtxValue.UInt64(recordId),
            EvtxValue.Text(Channel), EvtxValue.Text(Computer),
            EvtxValue.Fragment(nested =>
            {
                nested.FragmentHeader();
                nested.Instance(data, [.. Data.Select(static datum => datum.Value)]);
                nested.EndOfStream();
            }),
        ]);
        xml.EndOfStream();
    }

    /// <summary>The template of everything but the data; the provider's name is a constant of it.</summary>
    public EvtxTemplate SystemTemplate() => new(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), xml =>
        xml.Element("Event", () => xml.Attribute("xmlns", Namespace), () =>
        {
            xml.Element("System", null, () =>
            {
                xml.Element("Provider", () => xml.Attribute("Name", Provider));
                xml.Element("EventID", null, () => xml.Slot(0, 0x06, optional: true));
                xml.Element("Version", null, () => xml.Slot(1, 0x04, optional: true));
                xml.Element("TimeCreated", () =>
                {
                    xml.Attribute("SystemTime");
                    xml.Slot(2, 0x11, optional: true);
                });
                xml.Element("EventRecordID", null, () => xml.Slot(3, 0x0A, optional: true));
                xml.Element("Channel", null, () => xml.Slot(4, 0x01));
                xml.Element("Computer", null, () => xml.Slot(5, 0x01));
            });
            xml.Slot(6, EvtxValue.FragmentType, optional: true);
        }));

    /// <summary>The template of the data: their names are constants of it.</summary>
    public EvtxTemplate DataTemplate()
    {
        var data = Data;
        return new(new Guid(EventId, 20, 30, [40, 50, 60, 70, 80, 90, 100, Version]), xml =>
            xml.Element("EventData", null, () =>
            {
                for (var i = 0; i < data.Count; i++)
                {
                    var (number, name, type) = (i, data[i].Name, data[i].Value.Type);
                    xml.Element("Data", name is null ? null : () => xml.Attribute("Name", name), () => xml.Slot(number, type));
                }
            }));
    }
}
