using System.Text;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using TriageConsole.Telemetry.Formats;
using TriageConsole.Telemetry.Formats.Csv;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Csv;

public sealed class CsvTests
{
    private const string Header = "Timestamp,DeviceName,ActionType,FileName,ProcessId,ProcessCommandLine";

    private static readonly CsvFormat Format = new();

    [Theory]
    [InlineData("sigcheck-h.csv", 1)]
    [InlineData("sigcheck-h-utf16.csv", 1)]
    [InlineData("sigcheck-h-utf16-no-bom.csv", 1)]
    [InlineData("sigcheck-ct.tsv", 2)]
    public void Read_Sigcheck_TellsVerdictsByHash(string sample, int times)
    {
        var items = Samples.Read(Samples.Bytes($"csv/good/{sample}"));

        Assert.Equal(5 * times, items.Count(static item => item.IsRecord));
        foreach (var part in items.Chunk(5))
        {
            var events = part.Select(static item => (FileSignatureEvent?)item.Event).ToList();
            Assert.Equal((SignatureStatus.Valid, "Microsoft Windows", true), (events[0]!.Signature.Status, events[0]!.Signature.Signer, events[0]!.Signature.IsMicrosoft));
            Assert.Equal((@"c:\windows\system32\wscript.exe", 64, Twenty("11")), (events[0]!.Path, events[0]!.Hashes.Sha256!.Length, events[0]!.Hashes.Sha1));
            Assert.Equal((SignatureStatus.Unsigned, null), (events[1]!.Signature.Status, events[1]!.Signature.Signer));
            Assert.Equal((SignatureStatus.Invalid, "Example Corp", "A certificate was explicitly revoked by its issuer."), (events[2]!.Signature.Status, events[2]!.Signature.Signer, events[2]!.Signature.Detail));
            Assert.Null(events[3]);
            Assert.Equal(@"c:\users\anna\<img src=x onerror=alert(1)>.exe", events[4]!.Path);
            Assert.All(events.Where(static e => e is not null), static e => Assert.Equal(string.Empty, e!.Host));
        }
    }

    [Fact]
    public void Read_SigcheckWithoutHashes_SaysHowToGetThem()
    {
        var items = Samples.Read(Samples.Bytes("csv/bad/sigcheck-no-hash.csv"));

        Assert.All(items, static item => Assert.Null(item.Event));
        Assert.Equal(("CSV008", true), (items[^1].Diagnostic!.Code, items[^1].Diagnostic!.Message.StartsWith("5 rows", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("unterminated.csv", "CSV001", 3)]
    [InlineData("open-at-end.csv", "CSV003", 1)]
    [InlineData("wrong-width.csv", "CSV001", 2)]
    [InlineData("no-time.csv", "CSV004", 1)]
    public void Read_BadSample_SaysSoAndKeepsTheRest(string sample, string code, int events)
    {
        var items = Samples.Read(Samples.Bytes($"csv/bad/{sample}"));

        Assert.Contains(items, item => item.Diagnostic?.Code == code);
        Assert.Equal(events, items.Count(static item => item.Event is ProcessCreatedEvent));
    }

    [Fact]
    public void Read_NulsInATextAndAtTheEnd_AreReplacedAndPassedOver()
    {
        var item = Assert.Single(Samples.Read(Samples.Bytes("csv/bad/nul.csv")));

        Assert.Equal("x\uFFFD.exe", ((ProcessCreatedEvent)item.Event!).CommandLine);
    }

    [Theory]
    [InlineData("a \"\"b\"\" c", "a \"b\" c")]
    [InlineData("a \"b\" c", "a \"b\" c")]
    [InlineData("a, b", "a, b")]
    [InlineData("a\nb", "a\nb")]
    [InlineData("\"\"", "\"")]
    public void Read_QuotedText_IsWhatWasMeant(string written, string meant)
    {
        var text = $"{Header}\r\n2024-03-05T14:30:00Z,ws,ProcessCreated,a.exe,7,\"{written}\"\r\n";

        Assert.Equal(meant, ((ProcessCreatedEvent)Assert.Single(Samples.Read(Encoding.UTF8.GetBytes(text))).Event!).CommandLine);
    }

    [Fact]
    public void Read_LineOf100Megabytes_IsSkippedWithFlatMemory()
    {
        var head = Encoding.UTF8.GetBytes($"{Header}\n2024-03-05T14:30:00Z,ws,ProcessCreated,a.exe,7,\"");
        var tail = Encoding.UTF8.GetBytes("\"\n2024-03-05T14:30:00Z,ws,ProcessCreated,b.exe,8,b\n");
        using var stream = new LongLine(head, 100_000_000, tail);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var items = Format.Read(stream, ReadLimits.Default with { MaxRecordBytes = 1 << 20 }, CancellationToken.None).ToList();

        Assert.Equal(("CSV002", Header.Length + 1L), (items[0].Diagnostic!.Code, items[0].Diagnostic!.Offset));
        Assert.Equal("b.exe", ((ProcessCreatedEvent)items[1].Event!).Image);
        Assert.Equal(2, items.Count);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
    }

    [Fact]
    public void Read_QuoteOpenedOnEveryLine_EndsSoon()
    {
        var text = Header + "\n" + string.Concat(Enumerable.Repeat("\"x\n", 500_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var items = Samples.Read(Format, Encoding.UTF8.GetBytes(text), ReadLimits.Default with { MaxRecordBytes = 1 << 18 });

        Assert.Equal(("CSV006", DiagnosticSeverity.Error), (items[^1].Diagnostic!.Code, items[^1].Diagnostic!.Severity));
        Assert.DoesNotContain(items, static item => item.IsRecord);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    [Fact]
    public void Read_LongCell_IsCutAndSaidSo()
    {
        var text = $"{Header}\n2024-03-05T14:30:00Z,ws,ProcessCreated,a.exe,7,{new string('é', 500)}\n";

        var item = Assert.Single(Samples.Read(Format, Encoding.UTF8.GetBytes(text), ReadLimits.Default with { MaxFieldChars = 100 }));

        Assert.Equal(("CSV005", new string('é', 100)), (item.Diagnostic!.Code, ((ProcessCreatedEvent)item.Event!).CommandLine));
    }

    [Theory]
    [InlineData(511, true)]
    [InlineData(513, false)]
    public void Claims_HeaderWithThatManyColumns_UpToALimit(int columns, bool claims)
    {
        var header = string.Join(',', Enumerable.Range(0, columns - 2).Select(static i => $"c{i}").Prepend("ActionType").Prepend("DeviceName"));

        Assert.Equal(claims, Format.Claims(Encoding.UTF8.GetBytes(header)));
    }

    [Theory]
    [InlineData("\"Timestamp\",\"DeviceName\",\"ActionType\"", true)]
    [InlineData("timestamp;devicename;actiontype", true)]
    [InlineData("Path,Verified,Date", true)]
    [InlineData("Path,Verified", false)]
    [InlineData("DeviceName,Other", false)]
    [InlineData("{\"DeviceName\",\"ActionType\"}", false)]
    [InlineData("<a>\nPath,Verified,Date", false)]
    public void Claims_Header_OfAKnownTableOnly(string head, bool claims) =>
        Assert.Equal(claims, Format.Claims(Encoding.UTF8.GetBytes(head)));

    [Fact]
    public void Detect_TableHoldingJsonAndXmlLines_IsATable()
    {
        var text = $"{Header}\n2024-03-05T14:30:00Z,ws,ProcessCreated,a.exe,7,\"x\n{{\"\"a\"\":1}}\n<Event>\n\"\n";

        Assert.Equal("csv", Assert.Single(ImportFormats.All, format => format.Claims(Encoding.UTF8.GetBytes(text))).Name);
    }

    private static string Twenty(string pair) => string.Concat(Enumerable.Repeat(pair, 20));

    private sealed class LongLine(byte[] head, long middle, byte[] tail) : MemoryStream
    {
        private long _at;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = 0;
            for (; read < count && _at < head.Length + middle + tail.Length; read++, _at++)
                buffer[offset + read] = _at < head.Length ? head[_at] : _at < head.Length + middle ? (byte)'x' : tail[_at - head.Length - middle];
            return read;
        }
    }
}
