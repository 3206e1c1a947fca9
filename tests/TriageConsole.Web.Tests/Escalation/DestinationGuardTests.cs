using System.Net;
using Microsoft.Extensions.Options;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Mail;
using TriageConsole.Web.Features.Escalation.Targets.Sending;
using TriageConsole.Web.Features.Escalation.Targets.Syslog;
using TriageConsole.Web.Features.Escalation.Targets.Webhook;
using TriageConsole.Web.Tests.Escalation.Benches;
using Xunit;

namespace TriageConsole.Web.Tests.Escalation;

public sealed class DestinationGuardTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("128.0.0.1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("0.1.2.3", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("11.0.0.1", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("169.253.0.1", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("192.169.1.1", true)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("239.255.255.255", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fdff::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("febf::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::127.0.0.1", false)]
    [InlineData("64:ff9b::8.8.8.8", true)]
    [InlineData("64:ff9b:1::8.8.8.8", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:0:127.0.0.1", false)]
    [InlineData("::ffff:0:8.8.8.8", true)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:808:808::", true)]
    [InlineData("2001:0:1::", false)]
    public void MayReach_EachAddress_IsOutsideOrNot(string address, bool isPublic)
    {
        Assert.Equal(isPublic, new DestinationGuard(TargetBench.Forbidding).MayReach(IPAddress.Parse(address)));
        Assert.True(new DestinationGuard(TargetBench.Allowing).MayReach(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Webhook_NameOfThisMachine_IsReachedOnlyWhereAllowed(string host)
    {
        await using var bench = await HttpBench.StartAsync("webhook", Mood.Takes);
        var address = $"http://{host}:{new Uri(bench.Address).Port}/";
        using var forbidden = new TargetHttp(new DestinationGuard(TargetBench.Forbidding), TimeProvider.System);

        var refused = await SendAsync(new WebhookTarget(forbidden), ("address", address));

        Assert.Contains("AllowPrivateDestinations", Assert.IsType<DeliveryOutcome.Refused>(refused).Reason, StringComparison.Ordinal);
        Assert.Empty(bench.Requests);
        if (host.StartsWith('[') && host != "[::ffff:127.0.0.1]")
            return; // The bench listens on IPv4 only.
        Assert.IsType<DeliveryOutcome.Delivered>(await SendAsync(bench.Target, ("address", address)));
        Assert.Single(bench.Requests);
    }

    [Theory]
    [InlineData(SyslogTarget.Tls)]
    [InlineData(SyslogTarget.Tcp)]
    [InlineData(SyslogTarget.Udp)]
    public async Task Syslog_ThisMachine_IsRefusedWithoutAWord(string transport)
    {
        await using var bench = new SyslogBench(transport, Mood.Takes);
        var target = new SyslogTarget(new DestinationGuard(TargetBench.Forbidding));

        Assert.IsType<DeliveryOutcome.Refused>(await new Attempt(TimeProvider.System)
            .MakeAsync(target, bench.Settings, SampleDelivery.Create(), TimeSpan.FromSeconds(20), Cancel));

        Assert.Empty(bench.Frames);
    }

    [Fact]
    public async Task Mail_ThisMachine_IsRefusedWithoutAWord()
    {
        await using var bench = new MailBench(Mood.Takes);

        Assert.IsType<DeliveryOutcome.Refused>(await new Attempt(TimeProvider.System).MakeAsync(
            new MailTarget(new DestinationGuard(TargetBench.Forbidding)), bench.Settings, SampleDelivery.Create(), TimeSpan.FromSeconds(20), Cancel));

        Assert.Empty(bench.Messages);
    }

    [Fact]
    public async Task ResolveAsync_NameThatNobodyHas_IsTriedAgain()
    {
        var outcome = await SendAsync(new WebhookTarget(new TargetHttp(new DestinationGuard(TargetBench.Allowing), TimeProvider.System)), ("address", "http://nobody.invalid/"));

        Assert.IsType<DeliveryOutcome.Again>(outcome);
    }

    [Theory]
    [InlineData(12, 30, "", "", 0)]
    [InlineData(0, 0, "out", "ftp://x", 4)]
    [InlineData(101, 3601, "/srv/out", "https://triage.example", 2)]
    public void OptionsCheck_EachFault_IsToldAtOnce(int attempts, double wait, string folder, string address, int faults)
    {
        var check = new EscalationOptionsCheck().Validate(null, new() { MostAttempts = attempts, FirstWaitSeconds = wait, Folder = folder, ConsoleAddress = address });

        Assert.Equal(faults, check.Failures?.Count() ?? 0);
        Assert.All(check.Failures ?? [], fault => Assert.StartsWith("Escalation:", fault, StringComparison.Ordinal));
    }

    private static Task<DeliveryOutcome> SendAsync(IEscalationTarget target, params (string Name, string Value)[] values) => new Attempt(TimeProvider.System)
        .MakeAsync(target, TargetBench.Filled(target, values), SampleDelivery.Create(), TimeSpan.FromSeconds(20), Cancel);
}
