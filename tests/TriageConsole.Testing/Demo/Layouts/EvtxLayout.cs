using System.Globalization;
using TriageConsole.Testing.Evtx;

namespace TriageConsole.Testing.Demo.Layouts;

/// <summary>A Windows event log file, its values of the types that Windows gives them.</summary>
internal static class EvtxLayout
{
    public static byte[] Write(IEnumerable<DemoRecord> records)
    {
        var writer = new EvtxWriter();
        foreach (var record in records)
        {
            writer.NextRecordId = (ulong)record.RecordId;
            writer.Add(new EvtxEvent
            {
                Provider = record.Provider,
                EventId = (ushort)record.EventId,
                Version = (byte)record.Version,
                Channel = record.Channel,
                Computer = record.Computer,
                Time = record.Utc,
                Data = [.. record.Data.Select(datum => ((string?)datum.Key, record.Provider == DemoRecord.Sysmon ? Sysmon(datum.Key, datum.Value) : Security(datum.Key, datum.Value)))],
            });
        }

        return writer.ToArray();
    }

    private static EvtxValue Sysmon(string name, string text) => name switch
    {
        "ProcessId" or "ParentProcessId" => EvtxValue.UInt32(uint.Parse(text, CultureInfo.InvariantCulture)),
        _ => EvtxValue.Text(text),
    };

    private static EvtxValue Security(string name, string text) => name switch
    {
        "SubjectUserSid" or "TargetUserSid" or "MandatoryLabel" => Sid(text),
        "SubjectLogonId" or "TargetLogonId" or "NewProcessId" or "ProcessId" => EvtxValue.Hex64(ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        "Status" => EvtxValue.Hex32(uint.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        _ => EvtxValue.Text(text),
    };

    private static EvtxValue Sid(string text)
    {
        var parts = text.Split('-');
        return EvtxValue.Sid(ulong.Parse(parts[2], CultureInfo.InvariantCulture), [.. parts[3..].Select(part => uint.Parse(part, CultureInfo.InvariantCulture))]);
    }
}
