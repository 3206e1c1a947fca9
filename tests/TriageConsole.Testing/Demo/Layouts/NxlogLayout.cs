using System.Globalization;
using System.Text.Json;

namespace TriageConsole.Testing.Demo.Layouts;

/// <summary>nxlog's flat layout: the data beside the header, EventTime in local time without a zone.</summary>
internal static class NxlogLayout
{
    private static readonly TimeSpan _zone = TimeSpan.FromHours(1);

    public static byte[] Write(IEnumerable<DemoRecord> records) => DemoJson.Lines(records, Write);

    private static void Write(Utf8JsonWriter json, DemoRecord record)
    {
        var local = record.Utc + _zone;
        json.WriteString("EventTime", local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("Hostname", record.Computer);
        json.WriteNumber("Keywords", record.Provider == DemoRecord.Sysmon ? long.MinValue : -9214364837600034816);
        json.WriteString("EventType", record.Provider == DemoRecord.Sysmon ? "INFO" : "AUDIT_SUCCESS");
        json.WriteNumber("SeverityValue", 2);
        json.WriteString("Severity", "INFO");
        json.WriteNumber("EventID", record.EventId);
        json.WriteString("SourceName", record.Provider);
        json.WriteString("ProviderGuid", record.ProviderGuid);
        json.WriteNumber("Version", record.Version);
        json.WriteNumber("Task", record.Task);
        json.WriteNumber("OpcodeValue", 0);
        json.WriteNumber("RecordNumber", record.RecordId);
        json.WriteNumber("ExecutionProcessID", record.Provider == DemoRecord.Sysmon ? 3412 : 4);
        json.WriteString("Channel", record.Channel);
        foreach (var (name, value) in record.Data)
            json.WriteString(name, value);
        json.WriteString("EventReceivedTime", local.AddSeconds(1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("SourceModuleName", "eventlog");
        json.WriteString("SourceModuleType", "im_msvistalog");
    }
}
