using System.Text;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Formats.EventXml;
using Xunit;

namespace TriageConsole.Telemetry.Tests.EventXml;

public sealed class EventXmlTests
{
    private static readonly EventXmlFormat Format = new();

    [Fact]
    public void Read_SplunkRaw_TakesTheEventsAndSaysWhatStandsBetween()
    {
        var items = Samples.Read(Samples.Bytes("eventxml/good/splunk.raw"));

        Assert.Equal(8, items.Count(static item => item.IsRecord));
        var note = Assert.Single(items, static item => item.Diagnostic is not null).Diagnostic!;
        Assert.Equal(("XML004", DiagnosticSeverity.Info, 0L), (note.Code, note.Severity, note.Offset));
    }

    [Theory]
    [InlineData("cut-inside.xml", "XML001", "XML003", 1)]
    [InlineData("deep.xml", "XML001", null, 1)]
    [InlineData("mismatch.xml", "XML001", null, 1)]
    [InlineData("entities.xml", "XML001", null, 1)]
    public void Read_BadSample_SaysSoAndKeepsTheRest(string sample, string code, string? other, int events)
    {
        var items = Samples.Read(Samples.Bytes($"eventxml/bad/{sample}"));

        var codes = items.Select(static item => item.Diagnostic).OfType<ReadDiagnostic>().Where(static fault => fault.Severity != DiagnosticSeverity.Info).Select(static fault => fault.Code).ToList();
        Assert.Equal(other is null ? [code] : [code, other], codes);
        Assert.Equal(events, items.Count(static item => item.Event is not null));
    }

    [Fact]
    public void Read_EntityDeclarations_AreNeverExpanded()
    {
        var items = Samples.Read(Samples.Bytes("eventxml/bad/entities.xml"));

        Assert.DoesNotContain(items, static item => item.Event is ProcessCreatedEvent { CommandLine: { } line } && line.Contains("aaaa", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_RecordOverTheLimit_IsSkipped()
    {
        var sample = Encoding.UTF8.GetString(Samples.Bytes("eventxml/good/lines.xml"));
        var text = $"<Event>{new string('x', 20_000)}</Event>\n{sample}";

        var items = Samples.Read(Format, Encoding.UTF8.GetBytes(text), ReadLimits.Default with { MaxRecordBytes = 10_000 });

        Assert.Equal("XML002", items[0].Diagnostic!.Code);
        Assert.Equal(10, items.Count(static item => item.IsRecord));
    }

    [Fact]
    public void Read_CharacterData_IsTextWhateverItHolds()
    {
        var text = Event("<Data Name='UtcTime'>2024-03-05 14:30:00.100</Data><Data Name='Image'><![CDATA[<img src=x onerror=alert(1)>]]></Data><Data Name='CommandLine'>a &lt;b&gt; &amp;amp; &#x1;</Data><Data Name='User'/>");

        var found = (ProcessCreatedEvent)Assert.Single(Samples.Read(Format, Encoding.UTF8.GetBytes(text))).Event!;

        Assert.Equal(("<img src=x onerror=alert(1)>", "a <b> &amp; \u0001", null), (found.Image, found.CommandLine, found.User));
    }

    [Fact]
    public void Read_LongField_IsCutAndSaidSo()
    {
        var text = Event($"<Data Name='UtcTime'>2024-03-05 14:30:00.100</Data><Data Name='Image'>{new string('x', 500)}</Data>");

        var item = Assert.Single(Samples.Read(Format, Encoding.UTF8.GetBytes(text), ReadLimits.Default with { MaxFieldChars = 100 }));

        Assert.Equal(("XML006", 100), (item.Diagnostic!.Code, ((ProcessCreatedEvent)item.Event!).Image.Length));
    }

    [Theory]
    [InlineData("4007", 4007u)]
    [InlineData("many", null)]
    public void Read_ScriptBlock_NamesTheProcessThatLoggedIt(string written, uint? pid)
    {
        var text = $"<Event><System><Provider Name='Microsoft-Windows-PowerShell'/><EventID>4104</EventID><TimeCreated SystemTime='2024-03-05T14:30:00Z'/><Execution ProcessID='{written}'/></System><EventData><Data Name='ScriptBlockText'>x</Data></EventData></Event>";

        Assert.Equal(pid, ((ScriptBlockEvent)Assert.Single(Samples.Read(Format, Encoding.UTF8.GetBytes(text))).Event!).ProcessId);
    }

    [Fact]
    public void Read_UnclosedEventsByTheThousand_StaysQuick()
    {
        var text = string.Concat(Enumerable.Repeat("<Event >", 300_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var items = Samples.Read(Format, Encoding.UTF8.GetBytes(text));

        Assert.DoesNotContain(items, static item => item.IsRecord);
        Assert.Equal(("XML007", DiagnosticSeverity.Error), (items[^1].Diagnostic!.Code, items[^1].Diagnostic!.Severity));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    [Fact]
    public void Read_ManyStartsBeforeOneEnd_TriesTheFirstAndTheLast()
    {
        var whole = Event("<Data Name='UtcTime'>2024-03-05 14:30:00.100</Data><Data Name='Image'>a</Data>");
        var text = string.Concat(Enumerable.Repeat("<Event>", 75_000)) + whole;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var items = Samples.Read(Format, Encoding.UTF8.GetBytes(text));

        Assert.Equal(["XML001", null], items.Select(static item => item.Diagnostic?.Code));
        Assert.NotNull(items[1].Event);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 40_000_000);
    }

    [Fact]
    public void Read_TextOfManySections_IsJoinedOnce()
    {
        var pieces = string.Concat(Enumerable.Repeat("<![CDATA[a]]>", 60_000));
        var text = Event($"<Data Name='UtcTime'>2024-03-05 14:30:00.100</Data><Data Name='Image'>{pieces}</Data>");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var found = (ProcessCreatedEvent)Assert.Single(Samples.Read(Format, Encoding.UTF8.GetBytes(text))).Event!;

        Assert.Equal(new string('a', 60_000), found.Image);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 60_000_000);
    }

    private static string Event(string data) =>
        $"<Event><System><Provider Name='Microsoft-Windows-Sysmon'/><EventID>1</EventID><Computer>ws</Computer></System><EventData>{data}</EventData></Event>";
}
