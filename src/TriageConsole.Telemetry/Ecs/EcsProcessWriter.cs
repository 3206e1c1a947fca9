using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Ecs;

/// <summary>
/// Writes process starts as Elastic Common Schema, one JSON line each, with the record's place in its source beside it.
/// The NDJSON reader reads each line back to the same event.
/// </summary>
public static class EcsProcessWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The lines are data for programs: nothing here ends up in HTML without being encoded there.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes one line with its line feed.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="started">The event.</param>
    /// <param name="source">The file as the user named it.</param>
    /// <param name="member">The entry inside an archive; empty for a plain file.</param>
    public static void WriteLine(IBufferWriter<byte> output, ProcessCreatedEvent started, string source, string member)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(started);
        using (var json = new Utf8JsonWriter(output, Options))
            Write(json, started, source, member);
        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, ProcessCreatedEvent started, string source, string member)
    {
        json.WriteStartObject();
        json.WriteString("@timestamp", Time(started.UtcTime));
        json.WriteString("source", source);
        json.WriteString("member", member);
        json.WriteNumber("index", started.Origin.Index);
        if (started.Origin.RecordId is { } recordId)
            json.WriteNumber("record_id", recordId);
        else
            json.WriteNull("record_id");
        json.WriteString("channel", started.Origin.Channel);
        json.WriteNumber("event_id", started.Origin.EventId);
        Event(json, started);
        json.WriteStartObject("labels");
        json.WriteString("time_basis", EcsTimeBasis.Word(started.TimeBasis));
        json.WriteEndObject();
        json.WriteStartObject("host");
        json.WriteString("name", started.Host);
        json.WriteEndObject();
        Account(json, started.User);
        Process(json, started);
        json.WriteEndObject();
    }

    private static void Event(Utf8JsonWriter json, ProcessCreatedEvent started)
    {
        json.WriteStartObject("event");
        json.WriteString("kind", "event");
        Strings(json, "category", "process");
        Strings(json, "type", "start");
        if (started.Origin.EventId > 0)
            json.WriteString("code", started.Origin.EventId.ToString(CultureInfo.InvariantCulture));
        Text(json, "provider", started.Kind switch
        {
            WitnessKind.Sysmon1 => WindowsEventMapper.Sysmon,
            WitnessKind.Security4688 => WindowsEventMapper.Security,
            _ => null,
        });
        json.WriteEndObject();
    }

    private static void Process(Utf8JsonWriter json, ProcessCreatedEvent started)
    {
        json.WriteStartObject("process");
        Identity(json, started.ProcessGuid, started.ProcessId, started.Image, started.CommandLine);
        Text(json, "working_directory", started.CurrentDirectory);
        if (started.Hashes.Strongest is not null)
        {
            json.WriteStartObject("hash");
            Text(json, "md5", Lower(started.Hashes.Md5));
            Text(json, "sha1", Lower(started.Hashes.Sha1));
            Text(json, "sha256", Lower(started.Hashes.Sha256));
            json.WriteEndObject();
        }

        if ((started.Hashes.Imphash ?? started.OriginalFileName ?? started.Company ?? started.Product ?? started.Description ?? started.FileVersion) is not null)
        {
            json.WriteStartObject("pe");
            Text(json, "original_file_name", started.OriginalFileName);
            Text(json, "company", started.Company);
            Text(json, "product", started.Product);
            Text(json, "description", started.Description);
            Text(json, "file_version", started.FileVersion);
            Text(json, "imphash", Lower(started.Hashes.Imphash));
            json.WriteEndObject();
        }

        if (started.Signature is { } signature)
            Signature(json, signature);
        if (started.IntegrityLevel is not null || started.LogonId is not null)
        {
            json.WriteStartObject("Ext");
            if (started.LogonId is { } logon)
                json.WriteString("authentication_id", string.Create(CultureInfo.InvariantCulture, $"0x{logon:x}"));
            if (started.IntegrityLevel is { } level)
            {
                json.WriteStartObject("token");
                json.WriteString("integrity_level_name", level);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        if (started.ParentProcessGuid is not null || started.ParentProcessId is not null
            || (started.ParentImage ?? started.ParentCommandLine ?? started.ParentUser) is not null)
        {
            json.WriteStartObject("parent");
            Identity(json, started.ParentProcessGuid, started.ParentProcessId, started.ParentImage, started.ParentCommandLine);
            Account(json, started.ParentUser);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Identity(Utf8JsonWriter json, Guid? guid, uint? pid, string? image, string? commandLine)
    {
        if (guid is { } known)
            json.WriteString("entity_id", known.ToString("B").ToUpperInvariant());
        if (pid is { } number)
            json.WriteNumber("pid", number);
        if (!string.IsNullOrEmpty(image))
        {
            json.WriteString("executable", image);
            json.WriteString("name", WindowsPath.FileName(image));
        }

        Text(json, "command_line", commandLine);
    }

    private static void Signature(Utf8JsonWriter json, SignatureFact signature)
    {
        json.WriteStartObject("code_signature");
        switch (signature.Status)
        {
            case SignatureStatus.Valid:
                json.WriteBoolean("exists", true);
                json.WriteBoolean("valid", true);
                json.WriteBoolean("trusted", true);
                break;
            case SignatureStatus.Invalid:
                json.WriteBoolean("exists", true);
                json.WriteBoolean("trusted", false);
                break;
            case SignatureStatus.Unsigned:
                json.WriteBoolean("exists", false);
                break;
            default:
                break;
        }

        Text(json, "subject_name", signature.Signer);
        Text(json, "status", signature.Detail);
        json.WriteEndObject();
    }

    private static void Account(Utf8JsonWriter json, string? account)
    {
        if (account is null)
            return;
        var slash = account.IndexOf('\\', StringComparison.Ordinal);
        json.WriteStartObject("user");
        if (slash > 0 && slash < account.Length - 1)
        {
            json.WriteString("domain", account[..slash]);
            json.WriteString("name", account[(slash + 1)..]);
        }
        else
        {
            json.WriteString("name", account);
        }

        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string? Lower(string? hash) => hash?.ToLowerInvariant();

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
