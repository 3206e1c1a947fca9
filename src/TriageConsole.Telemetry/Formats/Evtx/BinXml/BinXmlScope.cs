namespace TriageConsole.Telemetry.Formats.Evtx.BinXml;

/// <summary>Where in an event's tree a place is: what its child elements mean.</summary>
internal enum BinXmlScope : byte
{
    /// <summary>Outside the root element.</summary>
    Document,

    /// <summary>Children of Event.</summary>
    Event,

    /// <summary>Children of System.</summary>
    System,

    /// <summary>Anywhere inside EventData or UserData: leaves are named data.</summary>
    Data,

    /// <summary>Children of RenderingInfo.</summary>
    Rendering,

    /// <summary>What nobody asks for.</summary>
    Ignored,
}

/// <summary>What a value is to a record.</summary>
internal enum BinXmlTarget : byte
{
    None,
    Provider,
    EventId,
    Version,
    RecordId,
    Time,
    Channel,
    Computer,
    ProcessId,
    Message,
    Datum,
}

/// <summary>The event schema, as far as it matters here: from a place and a name to the next place and a meaning.</summary>
internal static class BinXmlSchema
{
    /// <summary>What an element's children are, and what its own text is.</summary>
    public static (BinXmlScope Children, BinXmlTarget Text) Element(BinXmlScope scope, string name) => (scope, name) switch
    {
        (BinXmlScope.Document, "Event") => (BinXmlScope.Event, BinXmlTarget.None),
        (BinXmlScope.Event, "System") => (BinXmlScope.System, BinXmlTarget.None),
        (BinXmlScope.Event, "EventData" or "UserData") => (BinXmlScope.Data, BinXmlTarget.None),
        (BinXmlScope.Event, "RenderingInfo") => (BinXmlScope.Rendering, BinXmlTarget.None),
        (BinXmlScope.System, "EventID") => (BinXmlScope.Ignored, BinXmlTarget.EventId),
        (BinXmlScope.System, "Version") => (BinXmlScope.Ignored, BinXmlTarget.Version),
        (BinXmlScope.System, "EventRecordID") => (BinXmlScope.Ignored, BinXmlTarget.RecordId),
        (BinXmlScope.System, "Channel") => (BinXmlScope.Ignored, BinXmlTarget.Channel),
        (BinXmlScope.System, "Computer") => (BinXmlScope.Ignored, BinXmlTarget.Computer),
        (BinXmlScope.Rendering, "Message") => (BinXmlScope.Ignored, BinXmlTarget.Message),
        (BinXmlScope.Data, _) => (BinXmlScope.Data, BinXmlTarget.Datum),
        _ => (BinXmlScope.Ignored, BinXmlTarget.None),
    };

    /// <summary>What an attribute is; a datum's own name is not asked for here.</summary>
    public static BinXmlTarget Attribute(BinXmlScope scope, string element, string attribute) => (scope, element, attribute) switch
    {
        (BinXmlScope.System, "Provider", "Name") => BinXmlTarget.Provider,
        (BinXmlScope.System, "TimeCreated", "SystemTime") => BinXmlTarget.Time,
        (BinXmlScope.System, "Execution", "ProcessID") => BinXmlTarget.ProcessId,
        _ => BinXmlTarget.None,
    };
}
