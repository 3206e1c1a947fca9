using System.Globalization;
using System.Text.Json;

namespace TriageConsole.Testing.Demo.Layouts;

/// <summary>Winlogbeat 7 and 8: everything of Windows under <c>winlog</c>.</summary>
internal static class WinlogbeatLayout
{
    public static byte[] Write(IEnumerable<DemoRecord> records) => DemoJson.Lines(records, Write);

    private static void Write(Utf8JsonWriter json, DemoRecord record)
    {
        json.WriteString("@timestamp", record.Utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteStartObject("winlog");
        json.WriteString("channel", record.Channel);
        json.WriteString("computer_name", record.Computer);
        json.WriteString("api", "wineventlog");
        json.WriteString("event_id", record.EventId.ToString(CultureInfo.InvariantCulture));
        json.WriteString("provider_name", record.Provider);
        json.WriteString("provider_guid", record.ProviderGuid);
        json.WriteNumber("record_id", record.RecordId);
        json.WriteNumber("version", record.Version);
        json.WriteString("opcode", "Info");
        json.WriteStartObject("event_data");
        foreach (var (name, value) in record.Data)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("event");
        json.WriteString("code", record.EventId.ToString(CultureInfo.InvariantCulture));
        json.WriteString("kind", "event");
        json.WriteString("provider", record.Provider);
        json.WriteEndObject();
        json.WriteStartObject("host");
        json.WriteString("name", record.Computer);
        json.WriteEndObject();
        json.WriteStartObject("agent");
        json.WriteString("type", "winlogbeat");
        json.WriteString("version", "8.15.3");
        json.WriteEndObject();
        json.WriteStartObject("ecs");
        json.WriteString("version", "8.0.0");
        json.WriteEndObject();
    }
}
