using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Mail;
using TriageConsole.Web.Features.Escalation.Targets.Syslog;
using TriageConsole.Web.Tests.Controls;
using TriageConsole.Web.Tests.Escalation.Benches;
using Xunit;

namespace TriageConsole.Web.Tests.Escalation;

/// <summary>What arrives over syslog, by mail and as a file, with hostile text in every field.</summary>
public sealed partial class FormatTests
{
    private static readonly string[] _keys =
    [
        "externalId", "rt", "start", "dhost", "duser", "suser", "cs1Label", "cs1", "cs2Label", "cs2", "cs3Label", "cs3", "cs4Label", "cs4",
        "cn1Label", "cn1", "request", "reason", "msg",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void CefLine_HostileTextEverywhere_StaysInItsFieldAndLine()
    {
        var line = CefLine.Of(SampleDelivery.Create());

        Assert.DoesNotContain(line, static c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.Matches("^<132>1 2026-03-02T09:00:00\\.000Z \\S+ TriageConsole - - - CEF:0\\|", line);

        // Seven bars that are not escaped end the header, and the extension has our keys in our order and no others.
        var parts = Bar().Split(line[line.IndexOf("CEF:0", StringComparison.Ordinal)..], 8);
        Assert.Equal(8, parts.Length);
        Assert.Equal("8", parts[6]);
        Assert.Contains("T1216x\\|y", parts[4], StringComparison.Ordinal);
        Assert.Equal(_keys, Key().Matches(parts[7]).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void CefLine_NothingOfTheUserKnown_LeavesTheFieldOut()
    {
        var line = CefLine.Of(SampleDelivery.Create() with { User = null, Link = null });

        Assert.DoesNotContain("duser=", line, StringComparison.Ordinal);
        Assert.DoesNotContain("request=", line, StringComparison.Ordinal);
        Assert.Contains("dhost=", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a|b\\c", "a\\|b\\\\c", "a|b\\\\c")]
    [InlineData("a=b", "a=b", "a\\=b")]
    [InlineData("a\r\nb\u0085c\u2028d\0e", "a  b c d e", "a  b c d e")]
    [InlineData(null, "", "")]
    public void CefText_EachSeparator_IsEscapedWhereItSeparates(string? text, string header, string value)
    {
        Assert.Equal(header, CefText.Header(text));
        Assert.Equal(value, CefText.Value(text));
    }

    [Fact]
    public void CefText_HalfASurrogatePair_IsReplaced() => Assert.Equal("\ud83d\ude00\ufffd", CefText.Value("\ud83d\ude00\ud83d"));

    [Fact]
    public void CefText_LongText_IsCut() => Assert.Equal(1_000, CefText.Value(new string('a', 100_000)).Length);

    [Theory]
    [InlineData(SyslogTarget.Tls)]
    [InlineData(SyslogTarget.Tcp)]
    public async Task Syslog_Counted_SaysHowLongItIs(string transport)
    {
        await using var bench = new SyslogBench(transport, Mood.Takes);

        await bench.Target.SendAsync(bench.Settings, SampleDelivery.Create(), Cancel);

        var frame = Assert.Single(await bench.FramesAsync(1));
        var (count, line) = (frame[..frame.IndexOf(' ', StringComparison.Ordinal)], frame[(frame.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        Assert.Equal(Encoding.UTF8.GetByteCount(line), int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(CefLine.Of(SampleDelivery.Create()), line);
    }

    [Fact]
    public async Task Syslog_Lines_EndsWithTheOnlyLineBreak()
    {
        await using var bench = new SyslogBench(SyslogTarget.Tcp, Mood.Takes) { Framing = SyslogTarget.Lines };

        await bench.Target.SendAsync(bench.Settings, SampleDelivery.Create(), Cancel);

        Assert.Equal(CefLine.Of(SampleDelivery.Create()) + "\n", Assert.Single(await bench.FramesAsync(1)));
    }

    [Fact]
    public async Task Syslog_LongDatagram_IsCutBetweenCharacters()
    {
        await using var bench = new SyslogBench(SyslogTarget.Udp, Mood.Takes);
        var delivery = SampleDelivery.Create() with { Summary = new string('\u20ac', 999), Note = new string('\u20ac', 999) };

        await bench.Target.SendAsync(bench.Settings, delivery, Cancel);

        var frame = Assert.Single(await bench.FramesAsync(1));
        Assert.InRange(Encoding.UTF8.GetByteCount(frame), 2_044, 2_048);
        Assert.DoesNotContain('\ufffd', frame);
    }

    [Theory]
    [InlineData("tls", "AA:BB", 1)]
    [InlineData("tls", "", 0)]
    [InlineData("tcp", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 1)]
    [InlineData("tls", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 0)]
    public async Task Syslog_Pin_IsAHashAndForTlsOnly(string transport, string pin, int faults)
    {
        await using var bench = new SyslogBench(SyslogTarget.Udp, Mood.Takes);

        Assert.Equal(faults, bench.Target.ValidateSettings(TargetBench.Filled(bench.Target, ("host", "siem.example"), ("transport", transport), ("pin", pin))).Count());
    }

    [Fact]
    public async Task Mail_Message_HasTheFactsAsTextAndTheBundleAttached()
    {
        await using var bench = new MailBench(Mood.Takes);
        var delivery = SampleDelivery.Create();

        await bench.Target.SendAsync(bench.Settings, delivery, Cancel);

        using var raw = new MemoryStream(Encoding.UTF8.GetBytes(Assert.Single(bench.Messages)));
        using var message = await MimeMessage.LoadAsync(raw, Cancel);
        Assert.Equal(["soc@example.com", "lead@example.com"], message.To.Mailboxes.Select(m => m.Address));
        Assert.Equal("triage@example.com", Assert.Single(message.From.Mailboxes).Address);
        Assert.StartsWith("[High] <img src=x", message.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(message.Subject!, static c => char.IsControl(c) || c == '\u202E');
        Assert.Null(message.HtmlBody);
        Assert.Contains(Hostile.Markup, message.TextBody, StringComparison.Ordinal);
        Assert.Equal($"{delivery.IdempotencyKey}@triage-console.invalid", message.MessageId);
        var attached = Assert.IsType<MimePart>(Assert.Single(message.Attachments));
        Assert.Equal(("case-7-escalation-12.json", "application/json"), (attached.FileName, attached.ContentType.MimeType));
        using var content = new MemoryStream();
        await attached.Content!.DecodeToAsync(content, Cancel);
        Assert.Equal(delivery.BundleJson, Encoding.UTF8.GetString(content.ToArray()));
    }

    [Theory]
    [InlineData("triage@example.com", "soc@example.com", "", 0)]
    [InlineData("nobody", "soc@example.com", "", 1)]
    [InlineData("triage@example.com", "soc@example.com\r\nBcc: x@example.com", "", 1)]
    [InlineData("triage@example.com", ",", "", 1)]
    [InlineData("triage@example.com", "soc@example.com", "user", 2)]
    public async Task Mail_Settings_AreAddressesAndNeverAPasswordInClear(string from, string to, string user, int faults)
    {
        await using var bench = new MailBench(Mood.Takes);
        var settings = TargetBench.Filled(bench.Target, ("host", "mail.example"), ("security", "none"), ("from", from), ("to", to), ("user", user));

        Assert.Equal(faults, bench.Target.ValidateSettings(settings).Count());
    }

    [Fact]
    public async Task File_Content_IsTheBundleUnderANameOfIds()
    {
        await using var bench = new FileBench(Mood.Takes);

        await bench.Target.SendAsync(bench.Settings, SampleDelivery.Create(), Cancel);

        var path = Assert.Single(Directory.EnumerateFiles(bench.Folder, "*", SearchOption.AllDirectories));
        Assert.Equal(Path.Combine(bench.Folder, "soc", "case-7-escalation-12.json"), path);
        Assert.Equal(SampleDelivery.Create().BundleJson, await File.ReadAllTextAsync(path, Cancel));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("soc-1_a", true)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("/etc", false)]
    [InlineData("a.b", false)]
    public async Task File_Folder_NeverLeavesItsRoot(string folder, bool isTaken)
    {
        await using var bench = new FileBench(Mood.Takes);
        var settings = TargetBench.Filled(bench.Target, ("folder", folder));

        Assert.Equal(isTaken, !bench.Target.ValidateSettings(settings).Any());
        Assert.Equal(isTaken, await bench.Target.SendAsync(settings, SampleDelivery.Create(), Cancel) is DeliveryOutcome.Delivered);
    }

    [GeneratedRegex(@"(?<!\\)(?:\\\\)*\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"(?:^| )(\w+)(?<!\\)=")]
    private static partial Regex Key();
}
