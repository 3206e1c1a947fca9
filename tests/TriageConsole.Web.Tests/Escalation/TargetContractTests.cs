using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TriageConsole.Testing;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Sending;
using TriageConsole.Web.Tests.Escalation.Benches;
using Xunit;

namespace TriageConsole.Web.Tests.Escalation;

/// <summary>What every kind of target keeps, whatever it speaks, against something real on the other side.</summary>
public sealed class TargetContractTests
{
    private static readonly TimeSpan _plenty = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _little = TimeSpan.FromMilliseconds(400);

    public static TheoryData<string> All => new("webhook", "email", "syslog tls", "syslog tcp", "syslog udp", "thehive", "iris", "file");

    /// <summary>Those that can say no: TCP and UDP without TLS never answer.</summary>
    public static TheoryData<string> Refusing => new("webhook", "email", "syslog tls", "thehive", "iris", "file");

    /// <summary>Those that notice that nobody is there: UDP does not.</summary>
    public static TheoryData<string> Failing => new("webhook", "email", "syslog tls", "syslog tcp", "thehive", "iris", "file");

    /// <summary>Those that wait for a word from the other side.</summary>
    public static TheoryData<string> Waiting => new("webhook", "email", "syslog tls", "thehive", "iris");

    [Fact]
    public void Contract_EveryRegisteredKind_IsTested()
    {
        var services = new ServiceCollection();
        services.AddSingleton(Options.Create(new EscalationOptions()));
        services.AddSingleton<DestinationGuard>().AddSingleton<TargetHttp>().AddSingleton(TimeProvider.System);
        services.AddTargets();
        using var provider = services.BuildServiceProvider();

        var kinds = provider.GetRequiredService<TargetCatalog>().All;

        Assert.Equal(kinds.Select(k => k.Kind).Order(), All.Select(row => row.Data.Split(' ')[0]).Distinct().Order());
        var document = File.ReadAllText(Checkout.PathOf("docs", "escalation.md"));
        Assert.All(kinds, kind =>
        {
            Assert.Contains($"| `{kind.Kind}` |", document, StringComparison.Ordinal);
            Assert.Same(kind, provider.GetRequiredService<TargetCatalog>().Find(kind.Kind));
            Assert.Equal(kind.Kind, kind.Kind.ToLowerInvariant());
            Assert.NotEmpty(kind.Fields);
            Assert.Equal(kind.Fields.Count, kind.Fields.Select(f => f.Name).Distinct().Count());
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task SendAsync_TargetTakesIt_IsDelivered(string kind)
    {
        await using var bench = await TargetBench.StartAsync(kind, Mood.Takes);
        Assert.Empty(bench.Target.ValidateSettings(bench.Settings));

        Assert.IsType<DeliveryOutcome.Delivered>(await SendAsync(bench, _plenty));

        Assert.Single(await bench.KeysAsync(1));
    }

    [Theory]
    [MemberData(nameof(Refusing))]
    public async Task SendAsync_TargetRefuses_IsRefusedForGood(string kind)
    {
        await using var bench = await TargetBench.StartAsync(kind, Mood.Refuses);

        Assert.NotEmpty(Assert.IsType<DeliveryOutcome.Refused>(await SendAsync(bench, _plenty)).Reason);
    }

    [Theory]
    [MemberData(nameof(Failing))]
    public async Task SendAsync_TargetIsDown_IsTriedAgain(string kind)
    {
        await using var bench = await TargetBench.StartAsync(kind, Mood.IsDown);

        Assert.NotEmpty(Assert.IsType<DeliveryOutcome.Again>(await SendAsync(bench, _plenty)).Reason);
    }

    [Theory]
    [MemberData(nameof(Waiting))]
    public async Task SendAsync_TargetSaysNothing_IsTriedAgain(string kind)
    {
        await using var bench = await TargetBench.StartAsync(kind, Mood.IsSilent);

        Assert.StartsWith("No answer", Assert.IsType<DeliveryOutcome.Again>(await SendAsync(bench, _little)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task SendAsync_TwoAttempts_CarryTheSameKey(string kind)
    {
        await using var bench = await TargetBench.StartAsync(kind, Mood.Takes);

        await SendAsync(bench, _plenty);
        await SendAsync(bench, _plenty);

        var keys = await bench.KeysAsync(2);
        Assert.Equal(kind == "file" ? 1 : 2, keys.Count);
        Assert.Single(keys.Distinct());
        Assert.Equal(kind == "file" ? "case-7-escalation-12.json" : SampleDelivery.Create().IdempotencyKey, keys[0]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Describe_FilledTarget_ShowsNoSecret(string kind)
    {
        await using var bench = await TargetBench.StartAsync(kind, Mood.Takes);

        var words = bench.Target.Describe(bench.Settings);

        Assert.NotEmpty(words);
        Assert.DoesNotContain(TargetBench.Secret, words + bench.Settings, StringComparison.Ordinal);
    }

    // Later attempts are made at other times; all else stays.
    private static Task<DeliveryOutcome> SendAsync(TargetBench bench, TimeSpan limit) => new Attempt(TimeProvider.System)
        .MakeAsync(bench.Target, bench.Settings, SampleDelivery.Create(), limit, TestContext.Current.CancellationToken);
}
