using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using TriageConsole.Telemetry.Formats.Evtx;
using TriageConsole.Testing;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Evtx;

/// <summary>Every EVTX of the shared recordings against what two independent readers agree on.</summary>
public sealed class EvtxCorpusTests
{
    [Fact]
    public void Read_EveryRecording_CountsRecordsAsTruth()
    {
        Assert.SkipWhen(SharedCorpus.Root is null, SharedCorpus.Absent);
        var files = 0;
        foreach (var line in File.ReadLines(Path.Combine(SharedCorpus.Root, "truth", "counts.tsv")).Skip(1))
        {
            var column = line.Split('\t');
            if (column[2] != "evtx")
                continue;
            files++;
            var records = 0;
            using var stream = File.OpenRead(Path.Combine(SharedCorpus.Root, column[0]));
            var reader = new EvtxRecordReader(stream, ReadLimits.Default, static (_, _) => true);
            while (reader.Read(TestContext.Current.CancellationToken))
            {
                Assert.True(reader.Diagnostic is null or { Severity: DiagnosticSeverity.Info }, $"{column[0]}: {reader.Diagnostic}");
                if (!reader.IsRecord)
                    continue;
                records++;
                Assert.True(reader.IsDecoded);
                Assert.NotEmpty(reader.Record.Provider);
                Assert.NotEmpty(reader.Record.Channel);
                Assert.NotEmpty(reader.Record.Computer);
                Assert.NotEqual(0, reader.Record.EventId);
            }

            Assert.True(records == int.Parse(column[3], CultureInfo.InvariantCulture), $"{column[0]}: {records} records, truth {column[3]}");
        }

        Assert.True(files > 0);
    }

    [Fact]
    public void Read_EveryProcessEvent_HasTheFieldsOfTruth()
    {
        Assert.SkipWhen(SharedCorpus.Root is null, SharedCorpus.Absent);
        var compared = 0;
        foreach (var file in Truth().GroupBy(static row => row.GetProperty("file").GetString()!))
        {
            var expected = file.ToDictionary(static row => row.GetProperty("index").GetInt64());
            using var stream = File.OpenRead(Path.Combine(SharedCorpus.Root, file.Key));
            var reader = new EvtxRecordReader(stream, ReadLimits.Default, static (_, id) => id is 1 or 4688);
            while (reader.Read(TestContext.Current.CancellationToken))
            {
                if (reader.IsRecord && expected.Remove(reader.Index, out var row))
                {
                    Assert.Equal(Describe(row), Describe(reader));
                    compared++;
                }
            }

            Assert.Empty(expected);
        }

        Assert.True(compared > 0);
    }

    private static IEnumerable<JsonElement> Truth()
    {
        using var file = File.OpenRead(Path.Combine(SharedCorpus.Root!, "truth", "evtx-process-events.jsonl.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<JsonElement>(line);
    }

    private static string Describe(JsonElement row) => string.Join('\n', [
        $"{row.GetProperty("provider")} {row.GetProperty("channel")} {row.GetProperty("computer")}",
        $"{row.GetProperty("event_id")} v{row.GetProperty("version")} #{row.GetProperty("record_id")} {row.GetProperty("time_created")}",
        .. row.GetProperty("data").EnumerateObject().Select(static datum => $"{datum.Name}={datum.Value}")]);

    private static string Describe(EvtxRecordReader reader)
    {
        var record = reader.Record;
        Assert.True(reader.IsDecoded);
        Assert.True(record.TimeIsUtc);
        Assert.Equal(DateTimeKind.Utc, record.Time!.Value.Kind);
        var time = record.Time.Value.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        return string.Join('\n', [
            $"{record.Provider} {record.Channel} {record.Computer}",
            $"{record.EventId} v{record.Version} #{record.RecordId} {time}",
            .. record.Data.Select(static datum => $"{datum.Key}={datum.Value}")]);
    }
}
