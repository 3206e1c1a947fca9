using Microsoft.Extensions.Options;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Sending;

namespace TriageConsole.Web.Tests.Escalation.Benches;

/// <summary>What the other side does.</summary>
public enum Mood
{
    Takes,

    /// <summary>Says no for good: 4xx, an untrusted certificate, no folder set.</summary>
    Refuses,

    /// <summary>Cannot now: 5xx, a closed port, a missing folder.</summary>
    IsDown,

    /// <summary>Takes the connection and says nothing.</summary>
    IsSilent,
}

/// <summary>A target with something real on the other side, on loopback.</summary>
internal abstract class TargetBench : IAsyncDisposable
{
    public const string Secret = "a secret of some length";

    public abstract IEscalationTarget Target { get; }

    public abstract TargetSettings Settings { get; }

    public static IOptions<EscalationOptions> Allowing { get; } = Options.Create(new EscalationOptions { AllowPrivateDestinations = true });

    public static IOptions<EscalationOptions> Forbidding { get; } = Options.Create(new EscalationOptions());

    protected TargetHttp Http { get; } = new(new DestinationGuard(Allowing), TimeProvider.System);

    /// <summary>The idempotency keys that arrived, in order.</summary>
    public abstract Task<IReadOnlyList<string>> KeysAsync(int atLeast);

    public static async Task<TargetBench> StartAsync(string kind, Mood mood) => kind switch
    {
        "webhook" or "thehive" or "iris" => await HttpBench.StartAsync(kind, mood),
        "email" => new MailBench(mood),
        "file" => new FileBench(mood),
        _ => new SyslogBench(kind["syslog ".Length..], mood),
    };

    public static TargetSettings Filled(IEscalationTarget target, params (string Name, string Value)[] values)
    {
        var all = target.Fields.Where(f => f.Kind != TargetFieldKind.Secret).ToDictionary(f => f.Name, f => f.Default);
        foreach (var (name, value) in values)
            all[name] = value;
        return new(all, target.Fields.Where(f => f.Kind == TargetFieldKind.Secret && f.IsRequired).ToDictionary(f => f.Name, _ => Secret));
    }

    public virtual ValueTask DisposeAsync()
    {
        Http.Dispose();
        return ValueTask.CompletedTask;
    }
}
