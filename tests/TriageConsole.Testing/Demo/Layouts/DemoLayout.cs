namespace TriageConsole.Testing.Demo.Layouts;

/// <summary>How the same records reach the console, by whoever collected them.</summary>
public enum DemoLayout
{
    Evtx,
    EventXml,
    Nxlog,
    Winlogbeat,
}

/// <summary>Writes records down in a layout.</summary>
public static class DemoLayouts
{
    public static byte[] Write(DemoLayout layout, IEnumerable<DemoRecord> records) => layout switch
    {
        DemoLayout.Evtx => EvtxLayout.Write(records),
        DemoLayout.EventXml => EventXmlLayout.Write(records),
        DemoLayout.Nxlog => NxlogLayout.Write(records),
        _ => WinlogbeatLayout.Write(records),
    };
}
