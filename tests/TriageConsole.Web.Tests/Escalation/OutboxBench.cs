using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Imports;
using Xunit;

namespace TriageConsole.Web.Tests.Escalation;

/// <summary>An outbox on a real database with a target that does as it is told.</summary>
internal sealed class OutboxBench : IDisposable
{
    public const int MostAttempts = 4;
    public const int FirstWait = 30;

    private static readonly IOptions<EscalationOptions> _options =
        Options.Create(new EscalationOptions { MostAttempts = MostAttempts, FirstWaitSeconds = FirstWait, ConsoleAddress = "https://triage.example/" });

    public OutboxBench()
    {
        Doorbell = new(Jobs, NullLogger<DeliveryDoorbell>.Instance);
        Runner = NewRunner();
        Commands = new(Store, Doorbell, Pace, _options, Store.Time, Store.Notices);
        Clock = new(Store, Doorbell, Store.Time, NullLogger<DeliveryClock>.Instance);
    }

    public AlertStore Store { get; } = new();

    public JobClientSpy Jobs { get; } = new();

    public StandInTarget Target { get; } = new();

    public TargetPace Pace { get; } = new();

    public TargetSecrets Secrets { get; } = new(new EphemeralDataProtectionProvider());

    public DeliveryDoorbell Doorbell { get; }

    public DeliveryRunner Runner { get; }

    public DeliveryCommands Commands { get; }

    public DeliveryClock Clock { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static EscalateCommands Escalating(AlertStore store, JobClientSpy jobs) =>
        new(store, new DeliveryRows(_options), new DeliveryDoorbell(jobs, NullLogger<DeliveryDoorbell>.Instance), store.Time, store.Notices);

    public static async Task<long> AddTargetAsync(AlertStore store, string name, bool isEnabled = true, int perMinute = 0, string secrets = "")
    {
        await using var db = store.CreateDbContext();
        var row = db.EscalationTargets.Add(new()
        {
            Name = name,
            NameKey = name.ToLowerInvariant(),
            Kind = "stand-in",
            SettingsJson = "{}",
            ProtectedSecrets = secrets,
            IsEnabled = isEnabled,
            TimeoutSeconds = 20,
            PerMinute = perMinute,
            ChangedBy = "ada",
        }).Entity;
        await db.SaveChangesAsync();
        return row.Id;
    }

    /// <summary>A runner with a memory of its own, as after a restart.</summary>
    public DeliveryRunner NewRunner(TargetPace? pace = null) => new(
        Store, new TargetCatalog([Target]), Secrets, new Attempt(Store.Time), pace ?? Pace, _options, Store.Time, Store.Notices, NullLogger<DeliveryRunner>.Instance);

    /// <summary>Escalates a new alert to the targets; the ids of the deliveries.</summary>
    public async Task<IReadOnlyList<long>> EscalateAsync(params long[] targets)
    {
        var alert = await Store.AddAlertAsync(new());
        var (result, _) = await Escalating(Store, Jobs).EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, new(null, "A case", "A note.", targets), Cancel);
        Assert.IsType<DecisionResult.Done>(result);
        await using var db = Store.CreateDbContext();
        return await db.Deliveries.Where(d => d.Escalation!.AlertId == alert.Id).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(Cancel);
    }

    public async Task<DeliveryRow> ReadAsync(long id)
    {
        await using var db = Store.CreateDbContext();
        return await db.Deliveries.AsNoTracking().SingleAsync(d => d.Id == id, Cancel);
    }

    /// <summary>Lets the time come that the row waits for, and runs it.</summary>
    public async Task RunWhenDueAsync(long id)
    {
        var wait = (await ReadAsync(id)).NextUtc - Store.Now;
        if (wait > TimeSpan.Zero)
            Store.Time.Advance(wait);
        await Runner.RunAsync(id, Cancel);
    }

    public void Dispose() => Store.Dispose();
}

/// <summary>Ends each attempt as the test says.</summary>
internal sealed class StandInTarget : IEscalationTarget
{
    public List<Delivery> Sent { get; } = [];

    public Func<TargetSettings, CancellationToken, Task<DeliveryOutcome>> Answer { get; set; } =
        static (_, _) => Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Delivered("taken"));

    public string Kind => "stand-in";

    public string Title => "Stand-in";

    public string Summary => "For tests.";

    public IReadOnlyList<TargetField> Fields { get; } = [new() { Name = "secret", Label = "Secret", Kind = TargetFieldKind.Secret, IsRequired = false }];

    public void Says(DeliveryOutcome outcome) => Answer = (_, _) => Task.FromResult(outcome);

    public IEnumerable<TargetFault> ValidateSettings(TargetSettings settings) => [];

    public string Describe(TargetSettings settings) => "nowhere";

    public Task<DeliveryOutcome> SendAsync(TargetSettings settings, Delivery delivery, CancellationToken cancel)
    {
        Sent.Add(delivery);
        return Answer(settings, cancel);
    }
}
