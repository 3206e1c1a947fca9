using System.Globalization;
using TriageConsole.Domain.Events;
using TriageConsole.Testing;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Corpus;

/// <summary>Every recording that is no EVTX against truth: counts, fields, places, times.</summary>
public sealed class JsonCorpusTests
{
    [Fact]
    public void Read_EveryRecording_CountsRecordsAndEventsAsTruth()
    {
        Assert.SkipWhen(SharedCorpus.Root is null, SharedCorpus.Absent);
        var members = 0;
        foreach (var file in Recordings.Counts().Where(static row => row["format"] != "evtx").GroupBy(static row => row["file"]))
        {
            var items = Recordings.Read(file.Key, TestContext.Current.CancellationToken).ToLookup(static pair => pair.Member, static pair => pair.Item);
            foreach (var row in file)
            {
                var own = items[row["member"]].ToList();
                var events = own.Select(static item => item.Event).OfType<TelemetryEvent>().ToList();
                var name = $"{row["file"]} {row["member"]}";
                Assert.True(row.Number("records") == own.Count(static item => item.IsRecord), $"{name}: {own.Count(static item => item.IsRecord)} records");
                Assert.Equal(Enumerable.Range(0, own.Count(static item => item.IsRecord)).Select(static i => (long)i), own.Where(static item => item.IsRecord).Select(static item => item.Index));
                Assert.True(row.Number("sysmon1") == Count<ProcessCreatedEvent>(events, 1), name);
                Assert.True(row.Number("security4688") == Count<ProcessCreatedEvent>(events, 4688), name);
                Assert.True(row.Number("sysmon5") == Count<ProcessEndedEvent>(events, 5), $"{name}: sysmon 5 {Count<ProcessEndedEvent>(events, 5)}");
                Assert.True(row.Number("sysmon7") == Count<ImageLoadedEvent>(events, 7), $"{name}: sysmon 7 {Count<ImageLoadedEvent>(events, 7)}");
                Assert.True(row.Number("security4689") == Count<ProcessEndedEvent>(events, 4689), $"{name}: 4689 {Count<ProcessEndedEvent>(events, 4689)}");
                Assert.All(own, item => Assert.True(item.Diagnostic is null or { Severity: DiagnosticSeverity.Info }, $"{name}: {item.Diagnostic}"));
                members++;
            }
        }

        Assert.True(members > 0);
    }

    [Fact]
    public void Read_EveryProcessEvent_HasTheFieldsOfTruth()
    {
        Assert.SkipWhen(SharedCorpus.Root is null, SharedCorpus.Absent);
        var compared = 0;
        var timed = 0;
        var near = 0;
        foreach (var file in Recordings.JsonTruth().GroupBy(static row => row.Text("file")!))
        {
            var events = Recordings.Read(file.Key, TestContext.Current.CancellationToken)
                .Where(static pair => pair.Item.Event is ProcessCreatedEvent)
                .ToDictionary(static pair => (pair.Member, pair.Item.Index), static pair => (ProcessCreatedEvent)pair.Item.Event!);
            foreach (var row in file)
            {
                var place = (row.Text("member")!, row.GetProperty("index").GetInt64());
                var found = events[place];
                Assert.Equal(Expected(row), Actual(found));
                compared++;
                if (row.Text("time_utc") is not { } utc)
                    continue;
                timed++;
                var truth = DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
                var off = (found.UtcTime - truth).Duration();
                if (off <= TimeSpan.FromSeconds(2))
                    near++;
                else
                    TestContext.Current.TestOutputHelper?.WriteLine($"{file.Key} {place}: {found.UtcTime:o} ({found.TimeBasis}) against {utc}");
                if (found.Kind == WitnessKind.Sysmon1)
                    Assert.Equal(TimeBasis.SysmonUtc, found.TimeBasis);
                else
                    Assert.NotEqual(TimeBasis.Uncertain, found.TimeBasis);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{compared} process events equal truth; {near} of {timed} times within two seconds.");
        Assert.True(compared > 0);
        Assert.Equal(timed, near);
    }

    private static long Count<T>(List<TelemetryEvent> events, int id) => events.Count(found => found is T && found.Origin.EventId == id);

    private static string Expected(System.Text.Json.JsonElement row)
    {
        var sysmon = row.GetProperty("event_id").GetInt32() == 1;
        var commandLine = Nothing(row.Text("command_line"));
        return string.Join('\n', [
            $"{row.Text("event_id")} #{row.Text("record_id")} on {row.Text("computer")}",
            $"{row.Text("process_id")} of {row.Text("parent_process_id")}",
            $"{Guid(row.Text("process_guid"))} of {Guid(row.Text("parent_process_guid"))}",
            $"{row.Text("image")} of {Nothing(row.Text("parent_image"))}",
            $"{(sysmon ? commandLine?.Replace("%%", "%", StringComparison.Ordinal) : commandLine)}",
            $"{Nothing(row.Text("parent_command_line"))}",
            $"{FileHashes.Parse(row.Text("hashes"))}",
            // Truth holds 4688's subject; the event names the target where the record does.
            sysmon ? $"{row.Text("user")}" : string.Empty]);
    }

    private static string Actual(ProcessCreatedEvent found) => string.Join('\n', [
        $"{found.Origin.EventId} #{found.Origin.RecordId} on {found.Host}",
        $"{found.ProcessId} of {found.ParentProcessId}",
        $"{found.ProcessGuid} of {found.ParentProcessGuid}",
        $"{found.Image} of {found.ParentImage}",
        $"{found.CommandLine}",
        $"{found.ParentCommandLine}",
        $"{found.Hashes}",
        found.Kind == WitnessKind.Sysmon1 ? $"{found.User}" : string.Empty]);

    private static string? Nothing(string? value) => value is "" or "-" or "?" ? null : value;

    private static Guid? Guid(string? value) =>
        System.Guid.TryParse(value, out var guid) && guid != System.Guid.Empty ? guid : null;
}
