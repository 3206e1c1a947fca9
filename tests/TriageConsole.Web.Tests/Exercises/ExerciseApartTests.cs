using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Baseline.Inventory;
using TriageConsole.Web.Features.Baseline.Suggestions;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Decisions.Bulk;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Detecting.Page;
using TriageConsole.Web.Features.Detecting.Rejudge;
using TriageConsole.Web.Features.Exercises.Results;
using TriageConsole.Web.Features.Hosts;
using TriageConsole.Web.Features.Hunt;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Exercises;

/// <summary>An exercise is in the queue like anything else, and in nothing else.</summary>
public sealed class ExerciseApartTests
{
    private static readonly CloseRequest _benign = new(AlertOutcome.FalsePositive, "roll-out", false);

    private static readonly JsonSerializerOptions _json = new() { IncludeFields = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Statistics_WithAnExerciseUnderWay_AreWhatTheyWere(Engine engine)
    {
        await using var bench = new ExerciseBench(engine);
        await bench.AddPeopleAsync();
        await bench.ImportDemoAsync();
        var before = await StatisticsAsync(bench);
        Assert.Contains("wks-014", before, StringComparison.OrdinalIgnoreCase);
        bench.Store.Time.Advance(TimeSpan.FromDays(3));
        before = await StatisticsAsync(bench);

        var exercise = await bench.StartAsync(ExerciseBench.Wish with { Attacks = 6, Routines = 1 });
        Assert.Equal(before, await StatisticsAsync(bench));
        var items = exercise.Items.Where(item => item.State == ExerciseItemState.Raised).ToList();
        var closed = await bench.AlertOfAsync(items[0]);
        await bench.Get<CloseCommands>().CloseAsync(AlertStore.Analyst, closed.PublicId, closed.Version, _benign, Cancel);
        var escalated = await bench.AlertOfAsync(items[1]);
        await bench.Get<EscalateCommands>().EscalateAsync(AlertStore.Analyst, escalated.PublicId, escalated.Version, new(null, "Story", "bad"), Cancel);
        Assert.Equal(before, await StatisticsAsync(bench));

        await bench.EndAsync(exercise.Id);
        Assert.Equal(before, await StatisticsAsync(bench));
    }

    [Fact]
    public async Task Blind_ToWhomeverDoesNotRunExercises_DoesNotExistUntilItIsDecided()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var exercise = await bench.StartAsync();
        var alert = await bench.AlertOfAsync(exercise.Items[0]);

        Assert.Empty(await bench.Queries.ListAsync(AlertStore.Analyst, Cancel));
        Assert.Null(await bench.Queries.FindAsync(AlertStore.Analyst, exercise.Id, Cancel));
        Assert.Null(await bench.Get<ExerciseExport>().ItemsAsync(AlertStore.Analyst, exercise.Id, Cancel));
        Assert.Null(await bench.Queries.OfAlertAsync(AlertStore.Analyst, alert.PublicId, Cancel));
        Assert.Null(await bench.Queries.WasAsync(AlertStore.Analyst, alert.PublicId, Cancel));
        Assert.Equal(exercise.Items[0].Scenario, (await bench.Queries.OfAlertAsync(AlertStore.Manager, alert.PublicId, Cancel))!.Item.Scenario);
        var row = await RowAsync(bench, alert.PublicId);
        Assert.Equal((false, true), (row.IsToldAsExercise(seesAll: false), row.IsToldAsExercise(seesAll: true)));

        // Whoever follows the alert to its computer, its records and its processes finds what any alert has.
        Assert.Contains(exercise.Items[0].Host, Names(await HostsAsync(bench, HostFilter.Default with { WithExercises = true })));
        Assert.DoesNotContain(exercise.Items[0].Host, Names(await HostsAsync(bench, HostFilter.Default)));
        var view = await bench.Get<AlertQueries>().FindAsync(alert.PublicId, Cancel);
        Assert.NotNull(await Imports(bench).FindAsync(view!.Records[0].ImportId, null, Cancel));
        Assert.Empty(await Imports(bench).ListAsync(ImportShow.All, Cancel));

        await bench.Get<CloseCommands>().CloseAsync(AlertStore.Analyst, alert.PublicId, alert.Version, _benign, Cancel);

        Assert.True((await RowAsync(bench, alert.PublicId)).IsToldAsExercise(seesAll: false));
        Assert.Equal(exercise.Items[0].Scenario, (await bench.Queries.OfAlertAsync(AlertStore.Analyst, alert.PublicId, Cancel))!.Item.Scenario);
        Assert.Null(await bench.Queries.OfAlertAsync(AlertStore.Analyst, (await bench.AlertOfAsync(exercise.Items[1])).PublicId, Cancel));
    }

    [Fact]
    public async Task Announced_FromTheStart_IsCalledSoAndKeepsWhatItHolds()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var exercise = await bench.StartAsync(ExerciseBench.Wish with { IsBlind = false });
        var alert = await bench.AlertOfAsync(exercise.Items[0]);

        Assert.True((await RowAsync(bench, alert.PublicId)).IsToldAsExercise(seesAll: false));
        Assert.Equal(string.Empty, (await bench.Queries.OfAlertAsync(AlertStore.Analyst, alert.PublicId, Cancel))!.Item.Scenario);
        Assert.Empty((await bench.Queries.FindAsync(AlertStore.Analyst, exercise.Id, Cancel))!.Items);
        Assert.Equal(2, (await bench.Queries.FindAsync(AlertStore.Manager, exercise.Id, Cancel))!.Items.Count);
    }

    [Fact]
    public async Task Results_OfOthers_AreNamedToLeadsOnly()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var exercise = await bench.StartAsync(ExerciseBench.Wish with { People = ["ana"] });
        var (first, second) = (await bench.AlertOfAsync(exercise.Items[0]), await bench.AlertOfAsync(exercise.Items[1]));
        await bench.Get<ExerciseOpens>().NoteAsync(AlertStore.OtherAnalyst, first.PublicId, Cancel);
        bench.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Get<ExerciseOpens>().NoteAsync(AlertStore.Analyst, first.PublicId, Cancel);
        await bench.Get<ExerciseOpens>().NoteAsync(AlertStore.Analyst, first.PublicId, Cancel);
        await bench.Get<CloseCommands>().CloseAsync(AlertStore.Analyst, first.PublicId, first.Version, _benign with { Note = "=mine" }, Cancel);
        await bench.Get<CloseCommands>().CloseAsync(AlertStore.OtherAnalyst, second.PublicId, second.Version, _benign with { Note = "theirs" }, Cancel);
        await bench.EndAsync(exercise.Id);

        var lead = (await bench.Queries.FindAsync(AlertStore.Manager, exercise.Id, Cancel))!;
        var ana = Assert.Single(lead.People);
        Assert.Equal(("ana", 1, 1, 0, 1, (TimeSpan?)TimeSpan.FromMinutes(1)), (ana.Who, ana.Opened, ana.Decided, ana.Right, ana.Wrong, ana.TimeToDecide));
        Assert.Equal("otto", lead.Name(lead.Items[1].Result.DecidedBy));
        Assert.False(lead.TakesPart("otto"));
        var own = (await bench.Queries.FindAsync(AlertStore.Analyst, exercise.Id, Cancel))!;
        Assert.Equal(("ana", "somebody else"), (own.Name(own.Items[0].Result.DecidedBy), own.Name(own.Items[1].Result.DecidedBy)));
        Assert.Empty((await bench.Queries.FindAsync(AlertStore.OtherAnalyst, exercise.Id, Cancel))!.People);
        var csv = await bench.Get<ExerciseExport>().ItemsAsync(AlertStore.Analyst, exercise.Id, Cancel);
        Assert.Contains("'=mine", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("theirs", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("otto", csv, StringComparison.Ordinal);
        Assert.Contains("theirs", await bench.Get<ExerciseExport>().ItemsAsync(AlertStore.Manager, exercise.Id, Cancel), StringComparison.Ordinal);
        Assert.Contains("Monday drill", await bench.Get<ExerciseExport>().ListAsync(AlertStore.Analyst, Cancel), StringComparison.Ordinal);

        var was = await bench.Queries.WasAsync(AlertStore.OtherAnalyst, first.PublicId, Cancel);
        Assert.Equal((exercise.Id, true), (was!.ExerciseId, was.HasEnded));
        Assert.Null(await bench.Queries.WasAsync(AlertStore.Analyst, Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task Escalate_ToATarget_SendsNothingOfAnExercise()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var exercise = await bench.StartAsync();
        await using var db = bench.Db();
        var target = db.EscalationTargets.Add(new EscalationTargetRow { Name = "soc", NameKey = "soc", Kind = "webhook", SettingsJson = "{}", ProtectedSecrets = string.Empty, IsEnabled = true, ChangedBy = "ada", ChangedUtc = bench.Store.Now }).Entity;
        await db.SaveChangesAsync(Cancel);
        var alert = await bench.AlertOfAsync(exercise.Items[0]);

        var (result, caseId) = await bench.Get<EscalateCommands>().EscalateAsync(AlertStore.Analyst, alert.PublicId, alert.Version, new(null, "Story", "bad", [target.Id]), Cancel);

        Assert.IsType<DecisionResult.Done>(result);
        Assert.Equal((0, 0), (await db.Deliveries.CountAsync(Cancel), bench.Jobs.Imports.Count));
        Assert.Equal(exercise.Id, (await db.Cases.SingleAsync(c => c.Id == caseId, Cancel)).ExerciseId);
        Assert.Equal(0, await db.Cases.Counted().CountAsync(Cancel));
    }

    [Fact]
    public async Task Allow_FromAnExercise_CanNotBeApprovedAndGoesWithIt()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();

        // A routine use: to allow an attack of the library is refused, as for a real one.
        var exercise = await bench.StartAsync(ExerciseBench.Wish with { Attacks = 0, Routines = 1 });
        var alert = await bench.AlertOfAsync(exercise.Items[0]);
        var (result, useId) = await bench.Get<AllowCommands>().AllowAsync(AlertStore.Analyst, alert.PublicId, alert.Version, await RequestAsync(bench, alert), Cancel);
        Assert.True(result is DecisionResult.Done, string.Join(' ', (result as DecisionResult.Invalid)?.Faults ?? []));
        await using var db = bench.Db();
        Assert.Equal(exercise.Id, (await db.ApprovedUses.SingleAsync(Cancel)).ExerciseId);
        Assert.Equal(0, await db.Notifications.CountAsync(Cancel));

        var approved = Assert.IsType<DecisionResult.Invalid>(await bench.Get<BaselineCommands>().ApproveAsync(AlertStore.Admin, useId!.Value, 0, null, Cancel));

        Assert.Contains("exercise", Assert.Single(approved.Faults), StringComparison.Ordinal);
        await bench.EndAsync(exercise.Id);
        Assert.Equal((0, 0), (await db.ApprovedUses.CountAsync(Cancel), await db.ApprovedUseVersions.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Bulk_OfRealAndInventedAlerts_KeepsTheRealPartAndCanBeTakenBack()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        await bench.ImportDemoAsync();
        await using var db = bench.Db();
        var real = await db.Alerts.AsNoTracking().Where(a => a.Status == AlertStatus.Open).OrderBy(a => a.Id).FirstAsync(Cancel);
        var exercise = await bench.StartAsync();
        var (first, second) = (await bench.AlertOfAsync(exercise.Items[0]), await bench.AlertOfAsync(exercise.Items[1]));
        var selections = bench.Get<SelectionCommands>();
        var bulk = bench.Get<BulkCommands>();
        var mixed = await selections.FreezeAsync(AlertStore.Analyst, new Dictionary<Guid, int> { [first.PublicId] = first.Version, [real.PublicId] = real.Version }, Cancel);
        Assert.IsType<DecisionResult.Done>(await bulk.EscalateAsync(AlertStore.Analyst, mixed!.RunId, new(null, "Both", "look"), Cancel));
        await bench.Get<BulkRunner>().RunAsync(mixed.RunId, Cancel);
        var frozen = await selections.FreezeAsync(AlertStore.Analyst, new Dictionary<Guid, int> { [second.PublicId] = second.Version }, Cancel);

        await bench.EndAsync(exercise.Id);

        var run = await db.BulkRuns.AsNoTracking().Include(r => r.Items).SingleAsync(r => r.Id == mixed.RunId, Cancel);
        Assert.Equal((1, 1, 0, real.PublicId), (run.Total, run.Done, run.LeftAlone, Assert.Single(run.Items).AlertId));
        Assert.False(await db.BulkRuns.AnyAsync(r => r.Id == frozen!.RunId, Cancel));
        Assert.Null((await db.Cases.AsNoTracking().SingleAsync(Cancel)).ExerciseId);
        Assert.Equal(real.Id, (await db.Escalations.AsNoTracking().SingleAsync(Cancel)).AlertId);
        Assert.IsType<DecisionResult.Gone>(await bulk.CloseAsync(AlertStore.Analyst, frozen!.RunId, _benign, Cancel));

        Assert.True(await bench.Get<UndoCommands>().UndoAsync(AlertStore.Analyst, mixed.RunId, Cancel));
        await bench.Get<BulkRunner>().RunAsync(mixed.RunId, Cancel);
        Assert.Equal(AlertStatus.Open, (await db.Alerts.AsNoTracking().SingleAsync(a => a.Id == real.Id, Cancel)).Status);
        var undone = await db.BulkRuns.AsNoTracking().SingleAsync(r => r.Id == mixed.RunId, Cancel);
        Assert.Equal((BulkState.Undone, 1), (undone.State, undone.Undone));
    }

    private static async Task<AllowRequest> RequestAsync(ExerciseBench bench, AlertRow alert)
    {
        var draft = await bench.Get<AllowQueries>().DraftAsync(alert.PublicId, Cancel);
        return new()
        {
            Title = "Drill",
            Conditions = [.. draft!.Conditions.Select(c => new UseCondition(c.Field, c.Pattern))],
            Owner = "Workplace",
            Reason = "Rolled out.",
            Ticket = "CHG-1",
            Acknowledgement = "Known.",
            ReviewUtc = bench.Store.Now.AddDays(30),
            ExpiresUtc = bench.Store.Now.AddDays(90),
        };
    }

    private static async Task<AlertQueueRow> RowAsync(ExerciseBench bench, Guid id) => (await bench.Get<AlertQueries>().FindAsync(id, Cancel))!.Row;

    private static async Task<HostsResult> HostsAsync(ExerciseBench bench, HostFilter filter) =>
        await new HostQueries(bench.Store, bench.Store.Time).PageAsync(filter, null, Cancel);

    private static IEnumerable<string> Names(HostsResult hosts) => hosts.Rows.Select(row => row.Name);

    private static ImportQueries Imports(ExerciseBench bench) =>
        new(bench.Store, bench.Get<LiveProgress>(), new FailedImports(bench.Store, bench.Store.Time, bench.Store.Notices, Microsoft.Extensions.Logging.Abstractions.NullLogger<FailedImports>.Instance));

    /// <summary>Every statistic, in words.</summary>
    private static async Task<string> StatisticsAsync(ExerciseBench bench)
    {
        await using var db = bench.Db();
        var hosts = new HostQueries(bench.Store, bench.Store.Time);
        var page = await hosts.PageAsync(HostFilter.Default, null, Cancel);
        var first = await bench.Get<CoverageView>().FirstAsync(CoverageFilter.Default, TimeZoneInfo.Utc, Cancel);
        var rest = await bench.Get<CoverageView>().RestAsync(first, Cancel);
        var health = await bench.Get<Features.Coverage.Health.HealthQueries>().ReadAsync(null, null, null, Cancel);
        var inventory = await new InventoryQueries(bench.Store, bench.Get<DetectionRuntime>(), bench.Store.Time).ReadAsync(new InventoryFilter(), Cancel);
        object[] all =
        [
            page.Rows.Select(row => new { row.Name, row.Health, row.Open, row.Worst, row.Chains, row.LastSeenUtc }), page.AtUtc!,
            (await hosts.CountAsync(HostFilter.Default, Cancel)).ToString(),
            first.Alerts.Now.Select(alert => alert.Id), first.Work, rest.ScriptHosts, rest.Signals, rest.Baseline, rest.Grades,
            health.Hosts.Select(host => new { host.Name, host.State, host.LastSeenUtc }), health.Trend, health.To!, rest.Telemetry.Hosts.Select(host => host.Name),
            (await bench.Get<SignalQueries>().ListAsync(Cancel)).Select(line => new { line.Info.Id, line.Hits, line.Decided, line.FalsePositives, line.FailedHosts }),
            (await bench.Get<VersionQueries>().StaleHostsAsync(Cancel)).ToString(),
            (await bench.Get<SuggestionQueries>().ListAsync(Cancel)).Select(suggestion => new { suggestion.Fingerprint, suggestion.Alerts, suggestion.Hosts }),
            inventory.Rows.Select(row => new { row.Host, row.Image, row.User, row.Starts, row.Alerts, row.Approved }), inventory.FromUtc,
            (await Imports(bench).ListAsync(ImportShow.All, Cancel)).Select(line => new { line.Id, line.AlertsRaised }), (await Imports(bench).DaysAsync(Cancel)).Count,
            await db.ApprovedUses.Select(use => new { use.Id, use.Hits }).OrderBy(use => use.Id).ToListAsync(Cancel),
            await db.Cases.Counted().CountAsync(Cancel),
        ];
        return JsonSerializer.Serialize(all, _json);
    }
}
