using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Escalation.Page;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Sending;
using TriageConsole.Web.Features.Escalation.Targets.TheHive;
using TriageConsole.Web.Features.Escalation.Targets.Webhook;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Escalation.Benches;
using Xunit;

namespace TriageConsole.Web.Tests.Escalation;

public sealed class TargetCommandsTests : IDisposable
{
    private const string Secret = "an old and well kept secret";

    private readonly AlertStore _store = new();
    private readonly LogSpy _log = new();
    private readonly TargetHttp _http = new(new DestinationGuard(TargetBench.Allowing), TimeProvider.System);
    private readonly TargetSecrets _secrets = new(new EphemeralDataProtectionProvider());
    private readonly TargetCatalog _catalog;
    private readonly TargetCommands _commands;
    private readonly TargetQueries _queries;

    public TargetCommandsTests()
    {
        _catalog = new([new WebhookTarget(_http), new TheHiveTarget(_http)]);
        _commands = new(_store, _catalog, _secrets, new Attempt(TimeProvider.System), new TargetPace(), _store.Time, _store.Notices, _log);
        _queries = new(_store, _catalog, _secrets);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task SaveAsync_Secret_IsNowhereInClear()
    {
        Assert.Empty(await SaveAsync(Webhook()));

        await using var db = _store.CreateDbContext();
        var row = await db.EscalationTargets.SingleAsync(Cancel);
        Assert.DoesNotContain(Secret, row.SettingsJson + row.ProtectedSecrets + row.Name, StringComparison.Ordinal);
        Assert.Equal(Secret, _secrets.Read(row)!.Secret(WebhookTarget.Secret));
        var edit = await _queries.FindAsync(row.Id, Cancel);
        Assert.DoesNotContain(edit!.Values.Values, value => value.Contains(Secret, StringComparison.Ordinal));
        Assert.Equal([WebhookTarget.Secret], edit.StoredSecrets);
        Assert.Equal("https://soar.example", Assert.Single(await _queries.ListAsync(Cancel)).Leads);
        Assert.NotEmpty(_log.Lines);
        Assert.DoesNotContain(_log.Lines, line => line.Contains(Secret, StringComparison.Ordinal) || line.Contains("soar.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SaveAsync_AllWrong_TellsAllFaultsAtOnceAndStoresNothing()
    {
        var edit = Webhook();
        (edit.Name, edit.Timeout, edit.PerMinute) = (" ", "0", "x");
        (edit.Values["address"], edit.Values["secret"]) = ("gopher://x", "short");

        var faults = await SaveAsync(edit);

        Assert.Equal(["address", "name", "rate", "secret", "timeout"], faults.Select(f => f.Field).Order());
        Assert.DoesNotContain(faults, f => f.Says.Contains("short", StringComparison.Ordinal));
        await using var db = _store.CreateDbContext();
        Assert.Empty(db.EscalationTargets);
    }

    [Fact]
    public async Task SaveAsync_NameOfAnother_IsRefusedInAnyCase()
    {
        Assert.Empty(await SaveAsync(Webhook()));
        var second = Webhook();
        second.Name = "sOaR";

        Assert.Equal("name", Assert.Single(await SaveAsync(second)).Field);
    }

    [Fact]
    public async Task SaveAsync_EmptySecret_KeepsTheStoredOneUnlessItWouldGoElsewhere()
    {
        Assert.Empty(await SaveAsync(Webhook()));
        var id = (await _queries.ListAsync(Cancel))[0].Id;

        var renamed = (await _queries.FindAsync(id, Cancel))!;
        renamed.Name = "renamed";
        Assert.Empty(await SaveAsync(renamed));
        await using (var db = _store.CreateDbContext())
            Assert.Equal(Secret, _secrets.Read(await db.EscalationTargets.SingleAsync(Cancel))!.Secret(WebhookTarget.Secret));

        var moved = (await _queries.FindAsync(id, Cancel))!;
        moved.Values["address"] = "https://elsewhere.example/";
        Assert.Contains("again", Assert.Single(await SaveAsync(moved)).Says, StringComparison.Ordinal);
        moved.Values["secret"] = "another secret altogether";
        Assert.Empty(await SaveAsync(moved));
    }

    [Fact]
    public async Task SendTestAsync_StoredSettings_AreUsedAndTheOutcomeTold()
    {
        await using var bench = await HttpBench.StartAsync("webhook", Mood.Takes);
        var edit = Webhook();
        edit.Values["address"] = bench.Address;
        Assert.Empty(await SaveAsync(edit));
        var id = (await _queries.ListAsync(Cancel))[0].Id;

        Assert.IsType<DeliveryOutcome.Delivered>(await _commands.SendTestAsync(AlertStore.Admin, id, Cancel));
        bench.Answer = HttpBench.Saying(System.Net.HttpStatusCode.Unauthorized, "who?");
        Assert.IsType<DeliveryOutcome.Refused>(await _commands.SendTestAsync(AlertStore.Admin, id, Cancel));

        Assert.All(bench.Requests, r => Assert.Contains(TestDelivery.Format, r.Text, StringComparison.Ordinal));
        Assert.IsType<DeliveryOutcome.Refused>(await _commands.SendTestAsync(AlertStore.Admin, id + 1, Cancel));
    }

    [Fact]
    public async Task RemoveAsync_WithDeliveries_KeepsThemOnRecordAndSendsNoMore()
    {
        using var bench = new OutboxBench();
        var target = await OutboxBench.AddTargetAsync(bench.Store, "old");
        var sent = (await bench.EscalateAsync(target))[0];
        await bench.Runner.RunAsync(sent, Cancel);
        var waiting = (await bench.EscalateAsync(target))[0];
        var commands = new TargetCommands(bench.Store, _catalog, _secrets, new Attempt(TimeProvider.System), new TargetPace(), bench.Store.Time, bench.Store.Notices, _log);

        await commands.RemoveAsync(AlertStore.Admin, target, Cancel);

        var (done, left) = (await bench.ReadAsync(sent), await bench.ReadAsync(waiting));
        Assert.Equal((DeliveryState.Delivered, null, "old"), (done.State, done.TargetId, done.TargetName));
        Assert.Equal((DeliveryState.Refused, null, "The target was removed."), (left.State, left.TargetId, left.LastAnswer));
        Assert.False(await bench.Commands.RetryAsync(AlertStore.Analyst, waiting, Cancel));
        await bench.Runner.RunAsync(waiting, Cancel);
        Assert.Single(bench.Target.Sent);
    }

    [Theory]
    [InlineData(Roles.Analyst)]
    [InlineData(Roles.Manager)]
    public async Task EachCommand_WithoutTheRole_IsDenied(string role)
    {
        var actor = new Actor(9, "someone", [role], null);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.SaveAsync(actor, Webhook(), Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.RemoveAsync(actor, 1, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.SendTestAsync(actor, 1, Cancel));
    }

    private TargetEdit Webhook()
    {
        var edit = TargetEdit.New(_catalog.Find("webhook")!);
        edit.Name = "SOAR";
        (edit.Values["address"], edit.Values["secret"]) = ("https://soar.example/hooks/42", Secret);
        return edit;
    }

    private Task<IReadOnlyList<TargetFault>> SaveAsync(TargetEdit edit) => _commands.SaveAsync(AlertStore.Admin, edit, Cancel);

    private sealed class LogSpy : ILogger<TargetCommands>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception) + exception);
    }
}
