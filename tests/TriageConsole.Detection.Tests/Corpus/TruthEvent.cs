using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace TriageConsole.Detection.Tests.Corpus;

/// <summary>One process event of the truth files, from whatever layout, as text.</summary>
internal sealed record TruthEvent
{
    public required (string File, string Member, int Index) Key { get; init; }

    public required bool IsSysmon { get; init; }

    public required string Host { get; init; }

    public DateTime? Time { get; init; }

    public Guid? ProcessGuid { get; init; }

    public uint? ProcessId { get; init; }

    public Guid? ParentGuid { get; init; }

    public uint? ParentProcessId { get; init; }

    public required string Image { get; init; }

    public string? CommandLine { get; init; }

    public string? CurrentDirectory { get; init; }

    public string? ParentImage { get; init; }

    public string? ParentCommandLine { get; init; }

    public string? User { get; init; }

    public string? Hashes { get; init; }

    public string? OriginalFileName { get; init; }

    public string? Company { get; init; }

    public string? Description { get; init; }

    public static List<TruthEvent> Read(string corpus)
    {
        var events = new List<TruthEvent>();
        foreach (var json in Lines(Path.Combine(corpus, "truth", "json-process-events.jsonl.gz")))
        {
            events.Add(new TruthEvent
            {
                Key = (Text(json, "file")!, Text(json, "member") ?? string.Empty, json.GetProperty("index").GetInt32()),
                IsSysmon = json.GetProperty("event_id").GetInt32() == 1,
                Host = Text(json, "computer") ?? string.Empty,
                Time = Utc(Text(json, "time_utc")),
                ProcessGuid = Id(Text(json, "process_guid")),
                ProcessId = Number(json, "process_id"),
                ParentGuid = Id(Text(json, "parent_process_guid")),
                ParentProcessId = Number(json, "parent_process_id"),
                Image = Text(json, "image") ?? string.Empty,
                CommandLine = Text(json, "command_line"),
                ParentImage = Text(json, "parent_image"),
                ParentCommandLine = Text(json, "parent_command_line"),
                User = Text(json, "user"),
                Hashes = Text(json, "hashes"),
            });
        }

        foreach (var json in Lines(Path.Combine(corpus, "truth", "evtx-process-events.jsonl.gz")))
        {
            var data = json.GetProperty("data");
            var sysmon = json.GetProperty("event_id").GetInt32() == 1;
            events.Add(new TruthEvent
            {
                Key = (Text(json, "file")!, Text(json, "member") ?? string.Empty, json.GetProperty("index").GetInt32()),
                IsSysmon = sysmon,
                Host = Text(json, "computer") ?? string.Empty,
                Time = Utc(sysmon ? Text(data, "UtcTime") : Text(json, "time_created")),
                ProcessGuid = Id(Text(data, "ProcessGuid")),
                ProcessId = Pid(Text(data, sysmon ? "ProcessId" : "NewProcessId")),
                ParentGuid = Id(Text(data, "ParentProcessGuid")),
                ParentProcessId = Pid(Text(data, sysmon ? "ParentProcessId" : "ProcessId")),
                Image = Text(data, sysmon ? "Image" : "NewProcessName") ?? string.Empty,
                CommandLine = Text(data, "CommandLine"),
                CurrentDirectory = Text(data, "CurrentDirectory"),
                ParentImage = Text(data, sysmon ? "ParentImage" : "ParentProcessName"),
                ParentCommandLine = Text(data, "ParentCommandLine"),
                User = Text(data, sysmon ? "User" : "SubjectUserName"),
                Hashes = Text(data, "Hashes"),
                OriginalFileName = Text(data, "OriginalFileName"),
                Company = Text(data, "Company"),
                Description = Text(data, "Description"),
            });
        }

        return events;
    }

    private static IEnumerable<JsonElement> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text is not "-" and not "?" ? text : null;

    private static uint? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetUInt32() : null;

    private static uint? Pid(string? text) => text is null ? null
        : text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? uint.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : uint.Parse(text, CultureInfo.InvariantCulture);

    private static Guid? Id(string? text) => Guid.TryParse(text, out var guid) && guid != Guid.Empty ? guid : null;

    private static DateTime? Utc(string? text) => text is null ? null
        : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
