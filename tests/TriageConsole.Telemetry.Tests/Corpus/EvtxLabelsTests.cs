using TriageConsole.Domain.Events;
using TriageConsole.Testing;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Corpus;

/// <summary>The mapped events of every EVTX recording against the labels, which name each by its place.</summary>
public sealed class EvtxLabelsTests
{
    private const int LabelledChars = 600;

    [Fact]
    public void Map_EveryLabelledEvent_HasTheLabelsFields()
    {
        Assert.SkipWhen(SharedCorpus.Root is null, SharedCorpus.Absent);
        var compared = 0;
        foreach (var file in Recordings.Labels().Where(static row => row["file"].EndsWith(".evtx", StringComparison.OrdinalIgnoreCase)).GroupBy(static row => row["file"]))
        {
            var events = Recordings.Read(file.Key, TestContext.Current.CancellationToken)
                .Select(static pair => pair.Item)
                .Where(static item => item.Event is ProcessCreatedEvent)
                .ToDictionary(static item => item.Index, static item => (ProcessCreatedEvent)item.Event!);
            Assert.Equal(file.Count(), events.Count);
            foreach (var row in file)
            {
                Assert.Equal(Expected(row), Actual(events[row.Number("index")]));
                compared++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{compared} labelled EVTX events map to their labels.");
        Assert.True(compared > 0);
    }

    [Fact]
    public void Read_EveryEvtx_CountsWhatTruthCounts()
    {
        Assert.SkipWhen(SharedCorpus.Root is null, SharedCorpus.Absent);
        foreach (var row in Recordings.Counts().Where(static row => row["format"] == "evtx"))
        {
            var items = Recordings.Read(row["file"], TestContext.Current.CancellationToken).Select(static pair => pair.Item).ToList();
            var events = items.Select(static item => item.Event).OfType<TelemetryEvent>().ToList();

            Assert.True(row.Number("records") == items.Count(static item => item.IsRecord), row["file"]);
            Assert.True(row.Number("process_events") == events.OfType<ProcessCreatedEvent>().Count(), row["file"]);
            Assert.True(row.Number("sysmon7") == events.OfType<ImageLoadedEvent>().Count(), row["file"]);
            Assert.True(row.Number("sysmon5") + row.Number("security4689") == events.OfType<ProcessEndedEvent>().Count(), row["file"]);
        }
    }

    private static string Expected(Dictionary<string, string> row)
    {
        var sysmon = row["kind"] == "sysmon1";
        var line = sysmon ? row["command_line"].Replace("%%", "%", StringComparison.Ordinal) : row["command_line"];
        return string.Join('\n', [
            $"{(sysmon ? 1 : 4688)} #{row["record_id"]} on {row["host"]}",
            $"{row["pid"]} of {row["parent_pid"]}",
            $"{Guid(row["process_guid"])} of {Guid(row["parent_guid"])}",
            $"{row["image"]} of {Nothing(row["parent_image"])}",
            Head(Nothing(line))]);
    }

    private static string Actual(ProcessCreatedEvent found) => string.Join('\n', [
        $"{found.Origin.EventId} #{found.Origin.RecordId} on {found.Host}",
        $"{found.ProcessId} of {found.ParentProcessId}",
        $"{found.ProcessGuid} of {found.ParentProcessGuid}",
        $"{found.Image} of {found.ParentImage}",
        Head(found.CommandLine)]);

    // Labels are cut and on one line: compared is what both hold of the beginning.
    private static string Head(string? line) => line is null ? string.Empty : string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is var flat && flat.Length > LabelledChars / 2 ? flat[..(LabelledChars / 2)] : flat;

    private static string? Nothing(string value) => value is "" or "-" or "?" ? null : value;

    private static Guid? Guid(string value) => System.Guid.TryParse(value, out var guid) && guid != System.Guid.Empty ? guid : null;
}
