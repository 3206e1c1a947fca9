using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Exercises;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Exercises.Results;
using TriageConsole.Web.Features.Exercises.Run;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Exercises;

/// <summary>The way of an exercise, from its start to what is left of it.</summary>
public sealed class ExerciseRunTests
{
    private static readonly CloseRequest _benign = new(AlertOutcome.BenignPositive, "roll-out", false);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Run_ToItsEnd_LeavesTheResultsAndNothingElse(Engine engine)
    {
        await using var bench = new ExerciseBench(engine);
        await bench.AddPeopleAsync();
        await bench.ImportDemoAsync();

        // One before it, so that what the import of the demo left unused is gone, too.
        await bench.EndAsync((await bench.StartAsync()).Id);
        var before = await bench.CountsAsync();

        var exercise = await bench.StartAsync(ExerciseBench.Wish with { Attacks = 3, Routines = 2 });
        Assert.All(exercise.Items, item => Assert.True(item.State == ExerciseItemState.Raised, $"{item.Scenario}: {item.State} {item.Error}"));
        var first = await bench.AlertOfAsync(exercise.Items[0]);
        Assert.Equal((exercise.Id, true, AlertStatus.Open), (first.ExerciseId, first.IsBlind, first.Status));
        await bench.Get<ExerciseOpens>().NoteAsync(AlertStore.Analyst, first.PublicId, Cancel);
        bench.Store.Time.Advance(TimeSpan.FromMinutes(3));
        await bench.Get<AssignCommands>().AssignAsync(AlertStore.OtherAnalyst, first.PublicId, first.Version, "ana", Cancel);
        await bench.Get<AssignCommands>().CommentAsync(AlertStore.Analyst, first.PublicId, "@otto look", Cancel);
        var (escalated, caseId) = await bench.Get<EscalateCommands>().EscalateAsync(AlertStore.Analyst, first.PublicId, first.Version + 1, new(null, "Story", "bad"), Cancel);
        Assert.IsType<DecisionResult.Done>(escalated);
        Assert.NotNull(caseId);
        var second = await bench.AlertOfAsync(exercise.Items[1]);
        Assert.IsType<DecisionResult.Done>(await bench.Get<CloseCommands>().CloseAsync(AlertStore.OtherAnalyst, second.PublicId, second.Version, _benign, Cancel));

        var ended = await bench.EndAsync(exercise.Id);

        Assert.Equal((ExerciseState.Ended, ExerciseEnd.Lead, null, null), (ended.State, ended.End, ended.Slot, ended.Error));
        Assert.Equal(before, await bench.CountsAsync());
        Assert.Empty(Directory.EnumerateFiles(bench.Uploads));
        var item = ended.Items[0];
        Assert.Equal(("ana", "ana", ExerciseDecision.Escalated, "bad"), (item.OpenedBy, item.DecidedBy, item.Decision, item.Note));
        Assert.Equal(TimeSpan.FromMinutes(3), item.DecidedUtc - item.OpenedUtc);
        Assert.Equal(item.DecidedUtc, item.EscalatedUtc);
        Assert.Equal(item.IsAttack ? ExerciseMark.Right : ExerciseMark.Wrong, item.Mark);
        Assert.Equal((ExerciseMark.Missed, null, null), (ended.Items[^1].Mark, ended.Items[^1].DecidedBy, ended.Items[^1].ImportId));
        Assert.NotEmpty(item.Explanation);
    }

    [Fact]
    public async Task Run_InTheStore_TellsNothingOfWhereItComesFrom()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var exercise = await bench.StartAsync(ExerciseBench.Wish with { Attacks = 12, Routines = 2, WithEvasions = true });

        await using var db = bench.Db();
        var hosts = await db.ExerciseHosts().ToListAsync(Cancel);
        Assert.Equal(exercise.Items.Count, hosts.Count);
        var texts = await db.Processes.Where(p => hosts.Contains(p.HostId)).Select(p => p.Image!.Value + " " + p.CommandLine!.Value + " " + p.User!.Value + " " + p.Host!.Name).ToListAsync(Cancel);
        Assert.True(texts.Count > exercise.Items.Count * 5, "Something else runs there, too.");
        string[] telling = ["evil", "selftest", "self-test", "exercise", "example", "5e1f", "anna"];
        Assert.All(texts, text => Assert.DoesNotContain(telling, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)));
        var imports = await db.Imports.Where(i => i.ExerciseId != null).Select(i => i.Name).ToListAsync(Cancel);
        Assert.All(imports, name => Assert.Equal("sysmon-forwarder", name));
        Assert.Equal(exercise.Items.Count, (await db.Alerts.Where(a => a.ExerciseId != null).Select(a => a.HostId).Distinct().ToListAsync(Cancel)).Count);
        Assert.All(await db.Processes.Where(p => hosts.Contains(p.HostId)).Select(p => p.StartUtc).ToListAsync(Cancel), start => Assert.True(start is null || start <= bench.Store.Now));
    }

    [Fact]
    public async Task Run_TimeIsOver_EndsByItselfWithWhatWasMissed()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var exercise = await bench.StartAsync(ExerciseBench.Wish with { Minutes = 10, SpreadMinutes = 8 });
        Assert.Equal([ExerciseItemState.Raised, ExerciseItemState.Waiting], exercise.Items.Select(item => item.State));

        bench.Store.Time.Advance(TimeSpan.FromMinutes(4));
        await bench.RunAsync();
        Assert.All((await bench.ReadAsync(exercise.Id)).Items, item => Assert.Equal(ExerciseItemState.Raised, item.State));
        bench.Store.Time.Advance(TimeSpan.FromMinutes(6));
        await bench.RunAsync();

        var ended = await bench.ReadAsync(exercise.Id);
        Assert.Equal((ExerciseState.Ended, ExerciseEnd.Time), (ended.State, ended.End));
        Assert.All(ended.Items, item => Assert.Equal((ExerciseMark.Missed, ExerciseDecision.None), (item.Mark, item.Decision)));
    }

    [Fact]
    public async Task Run_AllDecided_EndsAfterARestInWhichTheFirstDecisionStands()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var exercise = await bench.StartAsync(ExerciseBench.Wish with { Attacks = 1 });
        var alert = await bench.AlertOfAsync(exercise.Items[0]);
        await bench.Get<CloseCommands>().CloseAsync(AlertStore.Analyst, alert.PublicId, alert.Version, _benign, Cancel);
        await bench.RunAsync();
        Assert.Equal(ExerciseState.Running, (await bench.ReadAsync(exercise.Id)).State);

        // Told what it was, they decide again.
        await bench.Get<CloseCommands>().ReopenAsync(AlertStore.Analyst, alert.PublicId, alert.Version + 1, "oh", Cancel);
        bench.Store.Time.Advance(ExerciseRunner.Rest / 2);
        await bench.Get<EscalateCommands>().EscalateAsync(AlertStore.Analyst, alert.PublicId, alert.Version + 2, new(null, "Story", "bad"), Cancel);
        bench.Store.Time.Advance(ExerciseRunner.Rest / 2);
        await bench.RunAsync();

        var ended = await bench.ReadAsync(exercise.Id);
        Assert.Equal((ExerciseState.Ended, ExerciseEnd.Decided), (ended.State, ended.End));
        var item = Assert.Single(ended.Items);
        Assert.Equal((ExerciseMark.Wrong, ExerciseDecision.ClosedBenignPositive), (item.Mark, item.Decision));
        Assert.Equal(ExerciseRunner.Rest / 2, item.EscalatedUtc - item.DecidedUtc);
    }

    [Fact]
    public async Task Run_KilledAnywhere_GoesOnAndEndsTheSame()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var before = await bench.CountsAsync();
        var (id, faults) = await bench.Get<ExerciseCommands>().StartAsync(AlertStore.Manager, ExerciseBench.Wish with { Attacks = 1 }, Cancel);
        Assert.Empty(faults);

        var kills = await KillEverywhereAsync(bench);

        Assert.True(kills > 10, string.Create(CultureInfo.InvariantCulture, $"Killed {kills} times."));
        var item = Assert.Single((await bench.ReadAsync(id!.Value)).Items);
        Assert.Equal((ExerciseItemState.Raised, null), (item.State, item.Error));
        await using (var db = bench.Db())
        {
            Assert.Equal(1, await db.Imports.CountAsync(i => i.ExerciseId != null, Cancel));
            Assert.Equal(1, await db.Hosts.CountAsync(h => h.ExerciseId != null, Cancel));
            Assert.Equal(item.AlertId, (await db.Alerts.SingleAsync(a => a.ExerciseId != null, Cancel)).PublicId);
        }

        Assert.True(await bench.Get<ExerciseCommands>().EndAsync(AlertStore.Manager, id.Value, Cancel));
        await KillEverywhereAsync(bench);
        Assert.Equal(ExerciseState.Ended, (await bench.ReadAsync(id.Value)).State);
        Assert.Equal(before, await bench.CountsAsync());
    }

    [Fact]
    public async Task Run_RealTelemetryInTheNameOfAnInventedComputer_IsKeptAndCounts()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();

        // The demo's own computer, invented before its telemetry comes.
        var exercise = await bench.StartAsync(ExerciseBench.Wish with { Attacks = 1, Hosts = "WKS-014" });
        await bench.ImportDemoAsync();
        await using var db = bench.Db();
        var host = await db.Hosts.SingleAsync(Cancel);
        Assert.Null(host.ExerciseId);
        Assert.Contains(await db.Alerts.Counted().ToListAsync(Cancel), alert => alert.HostId == host.Id);
        var real = await db.Alerts.Counted().CountAsync(Cancel);

        await bench.EndAsync(exercise.Id);

        Assert.Equal(real, await db.Alerts.CountAsync(Cancel));
        Assert.Equal(0, await db.Imports.CountAsync(i => i.ExerciseId != null, Cancel));
        Assert.Equal(1, await db.Hosts.CountAsync(Cancel));
    }

    [Fact]
    public async Task Start_WithoutTheRight_IsRefusedAndSecondIsNotStarted()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var commands = bench.Get<ExerciseCommands>();
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.StartAsync(AlertStore.Analyst, ExerciseBench.Wish, Cancel));

        var exercise = await bench.StartAsync();
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.EndAsync(AlertStore.Analyst, exercise.Id, Cancel));
        Assert.Equal(["ana", "otto"], exercise.People.Select(person => person.UserName).Order());
        Assert.Contains("one runs at a time", Assert.Single((await commands.StartAsync(AlertStore.Admin, ExerciseBench.Wish, Cancel)).Faults), StringComparison.Ordinal);
        await bench.EndAsync(exercise.Id);
        Assert.False(await commands.EndAsync(AlertStore.Manager, exercise.Id, Cancel));
        Assert.NotNull((await commands.StartAsync(AlertStore.Admin, ExerciseBench.Wish, Cancel)).Id);
    }

    [Fact]
    public async Task Start_WhatMakesNoSense_IsRefusedWithEveryReason()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        await bench.ImportDemoAsync();
        var commands = bench.Get<ExerciseCommands>();
        async Task<string> FaultsAsync(Features.Exercises.Plan.ExerciseWish wish) => string.Join('\n', (await commands.StartAsync(AlertStore.Manager, wish, Cancel)).Faults);

        var all = await FaultsAsync(new() { Name = " ", Attacks = 0, Routines = 0, Minutes = 1, SpreadMinutes = 1, People = [], Hosts = "a\nA.corp" });
        foreach (var what in (string[])["Name:", "Scenarios:", "Time limit:", "Spread:", "People:", "Computers:"])
            Assert.Contains(what, all, StringComparison.Ordinal);
        Assert.Contains("WKS-014", await FaultsAsync(ExerciseBench.Wish with { Hosts = "wks-014" }), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("ada may not decide alerts, or is told", await FaultsAsync(ExerciseBench.Wish with { People = ["ada"] }), StringComparison.Ordinal);
        Assert.Contains("only 0 attacks", await FaultsAsync(ExerciseBench.Wish with { Techniques = ["T0000"] }), StringComparison.Ordinal);
        Assert.Empty(await FaultsAsync(ExerciseBench.Wish with { People = ["ada"], IsBlind = false, Hosts = AlertStore.Hostile, Accounts = @"CORP\" + AlertStore.Hostile }));
    }

    [Fact]
    public async Task Forget_ResultsOlderThanTheyAreKept_GoAndYoungerStay()
    {
        await using var bench = new ExerciseBench();
        await bench.AddPeopleAsync();
        var exercise = await bench.StartAsync();
        await bench.EndAsync(exercise.Id);
        var clock = bench.Get<ExerciseClock>();
        bench.Store.Time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await clock.ForgetAsync(Cancel));
        bench.Store.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await clock.ForgetAsync(Cancel));
        await using var db = bench.Db();
        Assert.Equal((0, 0, 0), (await db.ExerciseItems.CountAsync(Cancel), await db.ExerciseAlerts.CountAsync(Cancel), await db.ExercisePeople.CountAsync(Cancel)));
    }

    /// <summary>Runs with the database going away after one more context each time, until nothing is in the way.</summary>
    private static async Task<int> KillEverywhereAsync(ExerciseBench bench)
    {
        for (var kills = 0; ; kills++)
        {
            bench.Mortal.Left = kills;
            try
            {
                await bench.RunAsync();
                if (bench.Mortal.Left > 0)
                    return kills;
            }
            catch (IOException)
            {
                // Killed.
            }
            finally
            {
                bench.Mortal.Left = -1;
            }
        }
    }
}
