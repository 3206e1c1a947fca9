using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using TriageConsole.Testing;

namespace TriageConsole.Web.Tests.Imports.Corpus;

/// <summary>What is true of a recorded process start.</summary>
/// <param name="CommandLine">As recorded: Sysmon's <c>%%</c> is one <c>%</c> of the command.</param>
internal sealed record TrueStart(
    string File, string Member, long Index, int EventId, string Computer, Guid? ProcessGuid, long? ProcessId, long? ParentProcessId, string Image, string? CommandLine);

/// <summary>The truth that lies beside the shared recordings.</summary>
internal static class CorpusTruth
{
    /// <summary>Rows of counts.tsv: file, member, and records, starts, ends and modules by column.</summary>
    public static List<Dictionary<string, string>> Counts() => Table("counts.tsv");

    /// <summary>Processes that loaded their own image, with its verdict.</summary>
    public static List<Dictionary<string, string>> Signatures() => Table("image-signatures.tsv");

    public static IEnumerable<TrueStart> Starts() => Lines("evtx-process-events.jsonl.gz").Select(OfEvtx).Concat(Lines("json-process-events.jsonl.gz").Select(OfJson));

    public static string PathOf(string file) => Path.Combine(SharedCorpus.Root!, file);

    private static TrueStart OfEvtx(JsonElement row)
    {
        var data = row.GetProperty("data");
        var sysmon = row.GetProperty("event_id").GetInt32() == 1;
        string? Datum(string name) => data.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new(
            Text(row, "file")!, string.Empty, row.GetProperty("index").GetInt64(), row.GetProperty("event_id").GetInt32(), Text(row, "computer")!,
            GuidOf(Datum("ProcessGuid")), Number(Datum(sysmon ? "ProcessId" : "NewProcessId")), Number(Datum(sysmon ? "ParentProcessId" : "ProcessId")),
            Datum(sysmon ? "Image" : "NewProcessName")!, Line(Datum("CommandLine"), sysmon));
    }

    private static TrueStart OfJson(JsonElement row)
    {
        var sysmon = row.GetProperty("event_id").GetInt32() == 1;
        return new(
            Text(row, "file")!, Text(row, "member")!, row.GetProperty("index").GetInt64(), row.GetProperty("event_id").GetInt32(), Text(row, "computer")!,
            GuidOf(Text(row, "process_guid")), Number(Text(row, "process_id")), Number(Text(row, "parent_process_id")), Text(row, "image")!, Line(Text(row, "command_line"), sysmon));
    }

    private static string? Line(string? recorded, bool sysmon) =>
        recorded is null or "" or "-" or "?" ? null : sysmon ? recorded.Replace("%%", "%", StringComparison.Ordinal) : recorded;

    private static long? Number(string? text) => text is null ? null
        : text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Guid? GuidOf(string? text) => Guid.TryParse(text, out var guid) && guid != Guid.Empty ? guid : null;

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.Null ? null : row.GetProperty(name).ToString();

    private static IEnumerable<JsonElement> Lines(string name)
    {
        using var file = File.OpenRead(PathOf(Path.Combine("truth", name)));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<JsonElement>(line);
    }

    private static List<Dictionary<string, string>> Table(string name)
    {
        var lines = File.ReadAllLines(PathOf(Path.Combine("truth", name)));
        var names = lines[0].Split('\t');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }
}
