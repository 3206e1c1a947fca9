using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Decisions.Bulk;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Escalation;
using TriageConsole.Web.Tests.Imports;
using TriageConsole.Web.Tests.Pipeline;

namespace TriageConsole.Web.Tests.Decisions.Bulk;

/// <summary>Selections, decisions on them and the way back, on a database of its own; the job runs when the test says so.</summary>
internal sealed class BulkBench : IDisposable
{
    public static readonly CloseRequest Benign = new(AlertOutcome.BenignPositive, "known roll-out", true);

    public BulkBench(Engine engine = Engine.Sqlite)
    {
        Store = new(engine);
        var doorbell = new BulkDoorbell(Jobs);
        Selections = new(Store, new SlaQueries(Store, Store.Time), Store.Time);
        Commands = new(Store, doorbell, Store.Time, Store.Notices, UseChecks.For(Store));
        Runner = NewRunner(Store);
        Undo = new(Store, Runner, doorbell, Store.Time, Store.Notices);
        Queries = new(Store, Store.Time);
        Close = new(Store, Store.Time, Store.Notices);
        Assign = new(Store, Store.Time, Store.Notices);
        Escalate = OutboxBench.Escalating(Store, new());
    }

    public AlertStore Store { get; }

    public JobClientSpy Jobs { get; } = new();

    public SelectionCommands Selections { get; }

    public BulkCommands Commands { get; }

    public BulkRunner Runner { get; }

    public UndoCommands Undo { get; }

    public DecisionQueries Queries { get; }

    public CloseCommands Close { get; }

    public AssignCommands Assign { get; }

    public EscalateCommands Escalate { get; }

    public BulkRunner NewRunner(IDbContextFactory<TriageContext> contexts) =>
        new(contexts, new(contexts, OutboxBench.Escalating(Store, new()), new(contexts), Store.Time), new(contexts, Store.Time), Store.Time, Store.Notices);

    /// <summary>Alerts, and a selection of all of them as they are.</summary>
    public async Task<(List<AlertRow> Alerts, FrozenSelection Selection)> FrozenAsync(int count)
    {
        List<AlertRow> alerts = [];
        for (var i = 0; i < count; i++)
            alerts.Add(await Store.AddAlertAsync(new() { Assignee = i % 2 == 0 ? "otto" : null }));
        var selection = await Selections.FreezeAsync(AlertStore.Analyst, alerts.ToDictionary(a => a.PublicId, a => a.Version), CancellationToken.None);
        return (alerts, selection!);
    }

    public async Task<BulkRunRow> RunAsync(long id)
    {
        await Runner.RunAsync(id, CancellationToken.None);
        return await RowAsync(id);
    }

    public async Task<BulkRunRow> RowAsync(long id)
    {
        await using var db = Store.CreateDbContext();
        return await db.BulkRuns.AsNoTracking().Include(r => r.Items.OrderBy(i => i.Position)).SingleAsync(r => r.Id == id);
    }

    public void Dispose() => Store.Dispose();

    /// <summary>A database that is gone after so many contexts, as a killed process's is.</summary>
    public sealed class Dying(AlertStore store, int lives) : IDbContextFactory<TriageContext>
    {
        private int _lives = lives;

        public TriageContext CreateDbContext() =>
            _lives-- > 0 ? store.CreateDbContext() : throw new InvalidOperationException("Killed.");
    }
}
