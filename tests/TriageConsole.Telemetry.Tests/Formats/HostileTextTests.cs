using System.Diagnostics;
using System.Text;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Formats;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Formats;

/// <summary>What somebody who wants the reader to fail would send, in every text format.</summary>
public sealed class HostileTextTests
{
    private const long Long = 100L * 1024 * 1024;

    // A start that never ends; what follows it stands for everything that could.
    [Theory]
    [InlineData("ndjson", "{\"EventID\":1,\"CommandLine\":\"", "x")]
    [InlineData("ndjson", "{\"EventID\":1,\"a\":", "[")]
    [InlineData("ndjson", "", "{\"a\":")]
    [InlineData("csv", "DeviceName,ActionType,ProcessCommandLine\nws,ProcessCreated,", "x")]
    [InlineData("csv", "DeviceName,ActionType,ProcessCommandLine\nws,ProcessCreated,\"", "x,")]
    [InlineData("event-xml", "<Event><System>", "x")]
    [InlineData("event-xml", "<Event><System>", "<a>")]
    public void Read_LineOf100Megabytes_EndsInTimeWithFlatMemory(string name, string start, string filling)
    {
        var format = ImportFormats.All.Single(format => format.Name == name);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        using var stream = new EndlessLine(Encoding.UTF8.GetBytes(start), Encoding.UTF8.GetBytes(filling), Long);

        var items = format.Read(stream, ReadLimits.Default, CancellationToken.None).ToList();

        Assert.Contains(items, static item => item.Diagnostic is { Severity: not DiagnosticSeverity.Info });
        Assert.DoesNotContain(items, static item => item.Event is not null);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 150_000_000, $"{GC.GetAllocatedBytesForCurrentThread() - before}");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{clock.Elapsed}");
    }

    public static TheoryData<string, bool, bool> Encodings
    {
        get
        {
            var rows = new TheoryData<string, bool, bool>();
            foreach (var sample in (string[])["ndjson/good/nxlog.ndjson", "eventxml/good/events.xml", "csv/good/defender-certificates.csv"])
            {
                foreach (var bigEndian in (bool[])[false, true])
                {
                    rows.Add(sample, bigEndian, false);
                    rows.Add(sample, bigEndian, true);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_Utf16OfEitherOrderWithAndWithoutBom_SameEvents(string sample, bool bigEndian, bool bom)
    {
        var plain = Samples.Bytes(sample);
        var encoding = new UnicodeEncoding(bigEndian, bom);
        byte[] wide = [.. encoding.GetPreamble(), .. encoding.GetBytes(Encoding.UTF8.GetString(plain).TrimStart('\uFEFF'))];

        Assert.Equal(Samples.Read(plain).Select(static item => item.Event), Samples.Read(wide).Select(static item => item.Event));
    }

    [Theory]
    [InlineData("ndjson/good/nxlog.ndjson")]
    [InlineData("eventxml/good/lines.xml")]
    [InlineData("csv/good/defender-process.csv")]
    public void Read_Utf16WithHalfASurrogatePair_ReplacesIt(string sample)
    {
        var text = Encoding.UTF8.GetString(Samples.Bytes(sample)).TrimStart('\uFEFF').Replace("wscript.exe", "w\u2603ript.exe", StringComparison.OrdinalIgnoreCase);
        var wide = Encoding.Unicode.GetBytes(text);
        for (var i = 0; i + 1 < wide.Length; i += 2)
        {
            if (wide[i] == 0x03 && wide[i + 1] == 0x26)
                (wide[i], wide[i + 1]) = (0x00, 0xD8);
        }

        var started = Samples.Read(wide).Select(static item => item.Event).OfType<ProcessCreatedEvent>().ToList();

        Assert.Contains(started, static e => e.Image.Contains("w\uFFFDript.exe", StringComparison.Ordinal));
        Assert.All(started, static e => Assert.DoesNotContain(e.Image, char.IsSurrogate));
    }

    private sealed class EndlessLine(byte[] start, byte[] filling, long length) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var left = (int)Math.Min(count, length - _at);
            for (var i = 0; i < left; i++, _at++)
                buffer[offset + i] = _at < start.Length ? start[_at] : filling[(_at - start.Length) % filling.Length];
            return left;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
