using System.Globalization;
using System.Text.Json;

namespace TriageConsole.Testing.Demo.Layouts;

/// <summary>Elastic Common Schema process events with the signature in the event itself, as endpoint agents write them.</summary>
internal static class EcsLayout
{
    public static byte[] Write(IEnumerable<DemoRecord> records) => DemoJson.Lines(records.Where(r => r.EventId is 1 or 5), Write);

    private static void Write(Utf8JsonWriter json, DemoRecord record)
    {
        var process = record.Process;
        var start = record.EventId == 1;
        json.WriteString("@timestamp", Time(record.Utc));
        json.WriteStartObject("event");
        json.WriteString("kind", "event");
        json.Strings("category", "process");
        json.Strings("type", start ? "start" : "end");
        json.WriteString("action", start ? "start" : "end");
        json.WriteString("dataset", "endpoint.events.process");
        json.WriteEndObject();
        json.WriteStartObject("host");
        json.WriteString("name", record.Computer);
        json.WriteStartObject("os");
        json.WriteString("type", "windows");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("user");
        json.WriteString("domain", process.Account.Domain);
        json.WriteString("name", process.Account.Name);
        json.WriteString("id", process.Account.Sid);
        json.WriteEndObject();
        json.WriteStartObject("process");
        Identity(json, process);
        if (start)
            Details(json, process);
        else
            json.WriteString("end", Time(process.EndUtc ?? record.Utc));
        json.WriteEndObject();
        json.WriteStartObject("ecs");
        json.WriteString("version", "8.11.0");
        json.WriteEndObject();
    }

    private static void Identity(Utf8JsonWriter json, DemoProcess process)
    {
        json.WriteString("entity_id", process.Guid);
        json.WriteNumber("pid", process.Id);
        json.WriteString("executable", process.Program.Path);
        json.WriteString("name", process.Program.Path[(process.Program.Path.LastIndexOf('\\') + 1)..]);
    }

    private static void Details(Utf8JsonWriter json, DemoProcess process)
    {
        json.WriteString("command_line", process.CommandLine);
        json.WriteString("working_directory", process.CurrentDirectory);
        json.WriteString("start", Time(process.StartUtc));
        json.WriteStartObject("hash");
        json.WriteString("sha256", process.Program.Sha256.ToLowerInvariant());
        json.WriteEndObject();
        json.WriteStartObject("pe");
        json.WriteString("original_file_name", process.Program.OriginalName);
        json.WriteString("company", process.Program.Company);
        json.WriteString("product", process.Program.Product);
        json.WriteString("description", process.Program.Description);
        json.WriteString("file_version", process.Program.Version);
        json.WriteEndObject();
        json.WriteStartObject("code_signature");
        json.WriteBoolean("exists", process.Program.Signer is not null);
        if (process.Program.Signer is { } signer)
        {
            json.WriteString("subject_name", signer);
            json.WriteString("status", "trusted");
            json.WriteBoolean("trusted", true);
            json.WriteBoolean("valid", true);
        }

        json.WriteEndObject();
        if (process.Parent is not { } parent)
            return;
        json.WriteStartObject("parent");
        Identity(json, parent);
        json.WriteString("command_line", parent.CommandLine);
        json.WriteEndObject();
    }

    private static string Time(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
