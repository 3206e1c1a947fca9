using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Testing;

namespace TriageConsole.Telemetry.Tests.Corpus;

/// <summary>The shared recordings, read through containers and formats as an import reads them.</summary>
internal static class Recordings
{
    /// <summary>Rows of truth/counts.tsv by column name.</summary>
    internal static IEnumerable<Dictionary<string, string>> Counts() => Table(Path.Combine(SharedCorpus.Root!, "truth", "counts.tsv"));

    /// <summary>Rows of labels.tsv by column name.</summary>
    internal static IEnumerable<Dictionary<string, string>> Labels() => Table(Path.Combine(SharedCorpus.Root!, "labels.tsv"));

    /// <summary>The events of the files that are no EVTX.</summary>
    internal static IEnumerable<JsonElement> JsonTruth()
    {
        using var file = File.OpenRead(Path.Combine(SharedCorpus.Root!, "truth", "json-process-events.jsonl.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<JsonElement>(line);
    }

    /// <summary>Every item of a file with the member it comes from; container faults as items of their own.</summary>
    internal static IEnumerable<(string Member, ReadItem Item)> Read(string file, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(Path.Combine(SharedCorpus.Root!, file));
        foreach (var entry in TelemetryFiles.Open(stream, ReadLimits.Default))
        {
            if (entry.Fault is { } fault)
                yield return (entry.Member, new ReadItem(0, false, null, fault));
            foreach (var item in entry.Read(ReadLimits.Default, cancellationToken))
                yield return (entry.Member, item);
            if (entry.EndFault is { } end)
                yield return (entry.Member, new ReadItem(0, false, null, end));
        }
    }

    private static IEnumerable<Dictionary<string, string>> Table(string path)
    {
        string[]? names = null;
        foreach (var line in File.ReadLines(path))
        {
            var cells = line.Split('\t');
            if (names is null)
                names = cells;
            else
                yield return names.Zip(cells).ToDictionary(static pair => pair.First, static pair => pair.Second, StringComparer.Ordinal);
        }
    }

    internal static long Number(this Dictionary<string, string> row, string name) => long.Parse(row[name], CultureInfo.InvariantCulture);

    internal static string? Text(this JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.Null ? null : row.GetProperty(name).ToString();
}
