using System.Globalization;
using System.Text.Json;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Alert;

namespace TriageConsole.Web.Features.Escalation;

/// <summary>One process of a bundle, by ECS names.</summary>
internal static class BundleProcess
{
    public static string EntityId(ChainProcess process) => process.ProcessGuid is { } guid
        ? guid.ToString("D")
        : string.Create(CultureInfo.InvariantCulture, $"{process.Host}/{process.ProcessId}/{process.StartUtc:O}");

    public static void Write(Utf8JsonWriter json, ChainProcess process, IEnumerable<RawRecord> records)
    {
        json.WriteStartObject();
        json.WriteString("role", process.Role.ToString().ToLowerInvariant());
        WriteProcess(json, process);
        json.WriteStartObject("user");
        WriteIfKnown(json, "name", process.User);
        json.WriteEndObject();
        json.WriteStartObject("host");
        json.WriteString("name", process.Host);
        json.WriteEndObject();
        json.WriteStartArray("records");
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteString("source", record.Source);
            json.WriteString("member", record.Member);
            json.WriteNumber("index", record.Index);
            if (record.RecordId is { } id)
                json.WriteNumber("record_id", id);
            json.WriteString("channel", record.Channel);
            json.WriteNumber("event_id", record.EventId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The process as an ECS document of its own.</summary>
    public static void WriteDocument(Utf8JsonWriter json, ChainProcess process)
    {
        json.WriteStartObject();
        if (process.StartUtc is { } start)
            json.WriteString("@timestamp", start);
        json.WriteStartObject("event");
        json.WriteString("kind", "event");
        json.WriteStartArray("category");
        json.WriteStringValue("process");
        json.WriteEndArray();
        json.WriteStartArray("type");
        json.WriteStringValue("start");
        json.WriteEndArray();
        json.WriteEndObject();
        WriteProcess(json, process);
        json.WriteStartObject("user");
        WriteIfKnown(json, "name", process.User);
        json.WriteEndObject();
        json.WriteStartObject("host");
        json.WriteString("name", process.Host);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProcess(Utf8JsonWriter json, ChainProcess process)
    {
        json.WriteStartObject("process");
        json.WriteString("entity_id", EntityId(process));
        if (process.ProcessId is { } pid)
            json.WriteNumber("pid", pid);
        if (process.StartUtc is { } start)
            json.WriteString("start", start);
        if (process.EndUtc is { } end)
            json.WriteString("end", end);
        json.WriteString("executable", process.Image);
        json.WriteString("name", process.Name);
        WriteIfKnown(json, "command_line", process.CommandLine);
        WriteIfKnown(json, "working_directory", process.CurrentDirectory);
        json.WriteStartObject("hash");
        WriteIfKnown(json, "sha256", process.Hashes.Sha256);
        WriteIfKnown(json, "sha1", process.Hashes.Sha1);
        WriteIfKnown(json, "md5", process.Hashes.Md5);
        json.WriteEndObject();
        json.WriteStartObject("pe");
        WriteIfKnown(json, "original_file_name", process.OriginalFileName);
        WriteIfKnown(json, "company", process.Company);
        WriteIfKnown(json, "product", process.Product);
        WriteIfKnown(json, "description", process.Description);
        WriteIfKnown(json, "file_version", process.FileVersion);
        WriteIfKnown(json, "imphash", process.Hashes.Imphash);
        json.WriteEndObject();
        WriteSignature(json, process);
        json.WriteStartObject("parent");
        WriteIfKnown(json, "entity_id", process.ParentProcessGuid?.ToString("D"));
        if (process.ParentProcessId is { } parentPid)
            json.WriteNumber("pid", parentPid);
        WriteIfKnown(json, "executable", process.ParentImage);
        WriteIfKnown(json, "command_line", process.ParentCommandLine);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("lineage");
        json.WriteString("edge", process.ParentEdge.ToString().ToLowerInvariant());
        json.WriteString("corroboration", process.Corroboration.ToString().ToLowerInvariant());
        WriteIfKnown(json, "contradiction", process.Contradiction);
        json.WriteString("time_basis", process.TimeBasis.ToString());
        json.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter json, ChainProcess process)
    {
        var fact = process.Signature;
        json.WriteStartObject("code_signature");

        // Unknown is neither: ECS's two booleans are left out where nothing is known.
        if (fact.Status is SignatureStatus.Valid or SignatureStatus.Unsigned or SignatureStatus.Invalid)
        {
            json.WriteBoolean("exists", fact.Status != SignatureStatus.Unsigned);
            json.WriteBoolean("valid", fact.Status == SignatureStatus.Valid);
        }

        json.WriteString("status", fact.Detail ?? fact.Status.ToString());
        WriteIfKnown(json, "subject_name", fact.Signer);
        json.WriteString("source", fact.Source.ToString());
        if (process.SignatureConflict is { } conflict)
            json.WriteString("conflict", $"{conflict.Status} by {conflict.Signer ?? "nobody"} ({conflict.Source})");
        json.WriteEndObject();
    }

    private static void WriteIfKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }
}
