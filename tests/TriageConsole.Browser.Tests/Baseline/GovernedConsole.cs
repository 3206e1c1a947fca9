using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Hosting.Access;
using Xunit;

namespace TriageConsole.Browser.Tests.Baseline;

/// <summary>
/// A console whose clock can be moved, with one alert that waits and one that people closed as true positive: another script of the
/// same folder, run in the same way.
/// </summary>
public sealed class GovernedConsole : ConsoleServer
{
    private readonly MovableTime _time = new();

    /// <summary>The first run of the script; later ones come after it.</summary>
    public static DateTime FirstRun { get; } = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>Moves the console's clock ahead. Who is signed in is signed out by it.</summary>
    public void Move(TimeSpan by)
    {
        _time.Offset += by;
        SignedIn.Clear();
    }

    /// <summary>The console's own time.</summary>
    public DateTime UtcNow => _time.GetUtcNow().UtcDateTime;

    /// <summary>Imports a capture to its end; the alert on its process.</summary>
    public async Task<Guid> ImportAsync(string name, byte[] content)
    {
        await using var scope = Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var admin = await services.GetRequiredService<UserManager<UserRow>>().FindByNameAsync(PersonOf(Roles.Admin));
        var started = await services.GetRequiredService<ImportCommands>().StartAsync(
            new Actor(admin!.Id, admin.UserName!, [Roles.Admin], null), name, new MemoryStream(content), null, CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            await using var db = await ContextAsync();
            var state = await db.Imports.Where(i => i.Id == started.ImportId).Select(i => i.State).SingleAsync(patience.Token);
            if (state == ImportState.Completed)
                return await db.Alerts.Where(a => a.FirstImportId == started.ImportId).Select(a => a.PublicId).SingleAsync(patience.Token);
            Assert.False(state is ImportState.Failed or ImportState.Cancelled or ImportState.CompletedWithWarnings, $"{name} ended as {state}.");
            await Task.Delay(100, patience.Token);
        }
    }

    protected override void Replace(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        var attack = await ImportAsync("attack.ndjson", UseCaptures.Run(1, FirstRun.AddHours(-3), "update.vbs", new string('B', 64)));
        await using var scope = Services.CreateAsyncScope();
        var analyst = await scope.ServiceProvider.GetRequiredService<UserManager<UserRow>>().FindByNameAsync(PersonOf(Roles.Analyst));
        var closed = await scope.ServiceProvider.GetRequiredService<CloseCommands>().CloseAsync(
            new Actor(analyst!.Id, analyst.UserName!, [Roles.Analyst], null), attack, 0, new CloseRequest(AlertOutcome.TruePositive, "Host rebuilt.", false), CancellationToken.None);
        Assert.IsType<DecisionResult.Done>(closed);
    }

    private Task<TriageContext> ContextAsync() => Services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync();

    /// <summary>The machine's clock, ahead by as much as a test says. Timers run as they do.</summary>
    private sealed class MovableTime : TimeProvider
    {
        private long _offset;

        public TimeSpan Offset
        {
            get => TimeSpan.FromTicks(Interlocked.Read(ref _offset));
            set => Interlocked.Exchange(ref _offset, value.Ticks);
        }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
