using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Detection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Detecting.Rejudge;
using TriageConsole.Web.Features.Detecting.Settings;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Detecting;

/// <summary>Runs over the history of the demo estate: what a try says is what applying does.</summary>
public sealed class RejudgeTests(JudgedEstate estate) : IClassFixture<JudgedEstate>
{
    private static readonly string[] _alertTables = ["Alerts", "AlertFindings", "AlertProcesses", "AlertHistory", "HostJudgements", "SignalFailures", "ApprovedUses"];

    /// <summary>Some alerts more, some fewer, some of another score.</summary>
    internal static DetectionSettings Changed { get; } = DetectionSettings.Default with
    {
        LowFrom = 10,
        MediumFrom = 45,
        ParentProcessNames = ["explorer.exe", "gpscript.exe"],
        Signals = new Dictionary<string, SignalSetting>(StringComparer.Ordinal)
        {
            ["script-host-untrusted-script"] = new() { IsEnabled = false },
            ["child-unexpected"] = new() { Points = new Dictionary<string, int>(StringComparer.Ordinal) { ["script-shell"] = 60, ["other"] = 70 } },
        },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Try_SettingsInForce_DiffersInNothing()
    {
        await using var copy = estate.Copy();

        var run = await TryAsync(copy, new(0));

        Assert.Equal((RejudgeState.Completed, (int?)null), (run.State, run.Slot));
        Assert.Equal((0, 0, 0, 0, 0), (run.New, run.Gone, run.Moved, run.Covered, run.Uncovered));
        Assert.Equal(copy.Table("Alerts").Count, run.Same);
        Assert.Equal((run.HostsTotal, run.ProcessesTotal), (run.HostsDone, run.ProcessesDone));
        Assert.True(run.HostsTotal >= 4);
        Assert.Empty(copy.Table("RejudgeChanges"));
        Assert.Empty(copy.Table("RejudgeSignals"));
    }

    [Fact]
    public async Task Try_ChangedSettings_WritesNoAlertAndSaysWhatApplyingDoes()
    {
        await using var copy = estate.Copy();
        var before = Standing(copy);
        var tables = _alertTables.ToDictionary(name => name, name => copy.Table(name));
        var version = await DraftAsync(copy, Changed);

        var run = await TryAsync(copy, new(version));

        Assert.All(tables, table => Assert.Equal(table.Value, copy.Table(table.Key)));
        Assert.Equal(0, copy.Get<DetectionRuntime>().Current.SettingsVersion);
        var applied = await ApplyAsync(copy, version);
        var after = Standing(copy);
        Assert.Equal(after.Keys.Except(before.Keys).Count(), run.New);
        Assert.Equal(before.Keys.Except(after.Keys).Count(), run.Gone);
        Assert.Equal(before.Count(pair => after.TryGetValue(pair.Key, out var now) && now != pair.Value), run.Moved);
        Assert.Equal(before.Count(pair => after.TryGetValue(pair.Key, out var now) && now == pair.Value), run.Same);
        Assert.All((int[])[run.New, run.Gone, run.Moved, run.Same], count => Assert.True(count > 0, $"{run.New} new, {run.Gone} gone, {run.Moved} moved, {run.Same} same"));
        Assert.Equal((run.New, run.Gone, run.Moved, run.Same), (applied.New, applied.Gone, applied.Moved, applied.Same));

        await using var db = copy.Db();
        foreach (var change in await db.RejudgeChanges.Where(c => c.RunId == run.Id).ToListAsync(Cancel))
        {
            Assert.Equal(change.FromScore is { } from ? (change.FromLevel!.Value, from) : null, before.TryGetValue(change.AlertId, out var old) ? old : ((Severity, int)?)null);
            Assert.Equal(change.ToScore is { } to ? (change.ToLevel!.Value, to) : null, after.TryGetValue(change.AlertId, out var now) ? now : ((Severity, int)?)null);
            Assert.NotEmpty(change.Host);
            Assert.NotEmpty(change.Image);
        }

        var untrusted = await db.RejudgeSignals.SingleAsync(s => s.RunId == run.Id && s.SignalId == "script-host-untrusted-script", Cancel);
        Assert.True(untrusted.Gone + untrusted.Moved > 0);
        Assert.Equal(0, untrusted.New);
    }

    [Fact]
    public async Task Apply_StampsAlertsAndHostsAndKeepsWhatPeopleDid()
    {
        await using var copy = estate.Copy();
        var version = await DraftAsync(copy, Changed);
        var run = await TryAsync(copy, new(version));
        long closed, assigned;
        await using (var db = copy.Db())
        {
            var gone = await db.RejudgeChanges.Where(c => c.RunId == run.Id && c.Kind == RejudgeChange.Gone).Select(c => c.AlertId).ToListAsync(Cancel);
            var moved = await db.RejudgeChanges.Where(c => c.RunId == run.Id && c.Kind == RejudgeChange.Moved).Select(c => c.AlertId).ToListAsync(Cancel);
            closed = await CloseAsync(db, gone[0]);
            var first = moved[0];
            var row = await db.Alerts.SingleAsync(a => a.PublicId == first, Cancel);
            row.Assignee = "ana";
            await db.SaveChangesAsync(Cancel);
            assigned = row.Id;
        }

        var applied = await ApplyAsync(copy, version);

        Assert.Equal((run.Gone, 1), (applied.Gone, applied.Kept));
        await using var after = copy.Db();
        var kept = await after.Alerts.Include(a => a.History).SingleAsync(a => a.Id == closed, Cancel);
        Assert.Equal((AlertStatus.Closed, AlertOutcome.FalsePositive, "ada"), (kept.Status, kept.Outcome, kept.DecidedBy));
        Assert.Equal("not an attack", kept.History.Last().Note);
        var rejudged = await after.Alerts.Include(a => a.History).SingleAsync(a => a.Id == assigned, Cancel);
        Assert.Equal(("ana", version, AlertStatus.Open), (rejudged.Assignee, rejudged.SettingsVersion, rejudged.Status));
        Assert.All(await after.Alerts.Where(a => a.Id != closed).ToListAsync(Cancel), a => Assert.Equal(version, a.SettingsVersion));
        Assert.All(await after.HostJudgements.ToListAsync(Cancel), j => Assert.Equal((version, copy.Get<DetectionRuntime>().Version), (j.SettingsVersion, j.JudgedWith)));
        Assert.Equal(await after.Hosts.CountAsync(Cancel), await after.HostJudgements.CountAsync(Cancel));
    }

    [Theory]
    [InlineData(RejudgeMode.Try, 4, 0)]
    [InlineData(RejudgeMode.Try, 4, 3)]
    [InlineData(RejudgeMode.Apply, 7, 0)]
    [InlineData(RejudgeMode.Apply, 7, 5)]
    public async Task Run_KilledAgainAndAgain_EndsAsOneThatWasNot(RejudgeMode mode, int contextsOfAHost, int more)
    {
        // As long as it takes to have one of the hosts that are judged side by side done, and a little more.
        var contextsOfALife = 5 + (contextsOfAHost * Web.Features.Detecting.HostTurns.AtOnce) + more;
        await using var undisturbed = estate.Copy();
        var expected = await StartAsync(undisturbed, mode);
        await undisturbed.Get<RejudgeRunner>().RunAsync(expected, Cancel);

        await using var killed = estate.Copy();
        var run = await StartAsync(killed, mode);
        var kills = 0;
        while ((await killed.RunAsync(run)).State is RejudgeState.Queued or RejudgeState.Running)
        {
            killed.Mortal.Left = contextsOfALife;
            try
            {
                await killed.Get<RejudgeRunner>().RunAsync(run, Cancel);
            }
            catch (IOException)
            {
                kills++;
                Assert.True(kills < 50, "It does not get on.");
            }
            finally
            {
                killed.Mortal.Left = -1;
            }
        }

        Assert.True(kills > 0);
        Assert.Equal(RejudgeState.Completed, (await killed.RunAsync(run)).State);
        foreach (var table in (string[])["Alerts", "AlertFindings", "AlertProcesses", "HostJudgements", "SignalFailures"])
            Assert.Equal(undisturbed.Table(table, "AlertId"), killed.Table(table, "AlertId"));
        if (mode == RejudgeMode.Apply)
            return;
        foreach (var table in (string[])["RejudgeRuns", "RejudgeChanges", "RejudgeSignals"])
            Assert.Equal(undisturbed.Table(table), killed.Table(table));
    }

    [Fact]
    public async Task Cancel_RunUnderWay_StopsAfterItsHostAndGoesOnFromThere()
    {
        await using var undisturbed = estate.Copy();
        var expected = await StartAsync(undisturbed, RejudgeMode.Try);
        await undisturbed.Get<RejudgeRunner>().RunAsync(expected, Cancel);
        await using var copy = estate.Copy();
        var run = await StartAsync(copy, RejudgeMode.Try);
        copy.Mortal.Left = 14;
        await Assert.ThrowsAsync<IOException>(() => copy.Get<RejudgeRunner>().RunAsync(run, Cancel));
        copy.Mortal.Left = -1;
        var commands = copy.Get<RejudgeCommands>();

        Assert.Equal(run, (await commands.CancelAsync(AlertStore.Admin, run, Cancel)).Id);
        await copy.Get<RejudgeRunner>().RunAsync(run, Cancel);

        var cancelled = await copy.RunAsync(run);
        Assert.Equal((RejudgeState.Cancelled, (int?)null), (cancelled.State, cancelled.Slot));
        Assert.InRange(cancelled.HostsDone, 1, cancelled.HostsTotal - 1);
        Assert.Null((await commands.CancelAsync(AlertStore.Admin, run, Cancel)).Id);
        Assert.Equal(run, (await commands.ResumeAsync(AlertStore.Admin, run, Cancel)).Id);
        await copy.Get<RejudgeRunner>().RunAsync(run, Cancel);
        Assert.Null((await commands.ResumeAsync(AlertStore.Admin, run, Cancel)).Id);
        foreach (var table in (string[])["RejudgeRuns", "RejudgeChanges", "RejudgeSignals"])
            Assert.Equal(undisturbed.Table(table), copy.Table(table));
    }

    [Fact]
    public async Task Try_AnotherUnderWay_IsRefused()
    {
        await using var copy = estate.Copy();
        var first = await StartAsync(copy, RejudgeMode.Try);

        var second = await copy.Get<RejudgeCommands>().TryAsync(AlertStore.Admin, new(0), Cancel);

        Assert.Null(second.Id);
        Assert.Contains("under way", Assert.Single(second.Faults).Says, StringComparison.Ordinal);
        Assert.Equal([first], copy.Jobs.Imports);
        Assert.Null((await copy.Get<RejudgeCommands>().TryAsync(AlertStore.Admin, new(99), Cancel)).Id);
    }

    [Fact]
    public async Task Apply_OtherSettingsPutInForceMeanwhile_EndsAndSaysSo()
    {
        await using var copy = estate.Copy();
        var run = await StartAsync(copy, RejudgeMode.Apply);
        var runtime = copy.Get<DetectionRuntime>();
        runtime.Use(runtime.Make(7, DetectionSettings.Default));

        await copy.Get<RejudgeRunner>().RunAsync(run, Cancel);

        var ended = await copy.RunAsync(run);
        Assert.Equal((RejudgeState.Cancelled, 0), (ended.State, ended.HostsDone));
        Assert.Contains("Version 7", ended.Error, StringComparison.Ordinal);
    }

    internal static async Task<int> DraftAsync(EstateCopy copy, DetectionSettings settings)
    {
        var outcome = await copy.Get<SettingsCommands>().SaveDraftAsync(AlertStore.Admin, settings, "to see", Cancel);
        Assert.Empty(outcome.Faults);
        return (int)outcome.Id!.Value;
    }

    internal static async Task<RejudgeRunRow> TryAsync(EstateCopy copy, RejudgeRequest request)
    {
        var outcome = await copy.Get<RejudgeCommands>().TryAsync(AlertStore.Admin, request, Cancel);
        Assert.Empty(outcome.Faults);
        await copy.Get<RejudgeRunner>().RunAsync(outcome.Id!.Value, Cancel);
        return await copy.RunAsync(outcome.Id.Value);
    }

    internal static async Task<RejudgeRunRow> ApplyAsync(EstateCopy copy, int version)
    {
        var outcome = await copy.Get<SettingsCommands>().ApplyAsync(AlertStore.Admin, version, Cancel);
        Assert.Empty(outcome.Faults);
        await copy.Get<RejudgeRunner>().RunAsync(outcome.Id!.Value, Cancel);
        return await copy.RunAsync(outcome.Id.Value);
    }

    // Leaves a run waiting: a try of a draft, or what applying it after a try leaves.
    private static async Task<long> StartAsync(EstateCopy copy, RejudgeMode mode)
    {
        var version = await DraftAsync(copy, Changed);
        if (mode == RejudgeMode.Try)
            return (await copy.Get<RejudgeCommands>().TryAsync(AlertStore.Admin, new(version), Cancel)).Id!.Value;
        await TryAsync(copy, new(version));
        return (await copy.Get<SettingsCommands>().ApplyAsync(AlertStore.Admin, version, Cancel)).Id!.Value;
    }

    private static Dictionary<Guid, (Severity, int)> Standing(EstateCopy copy)
    {
        using var db = copy.Db();
        return db.Alerts.ToDictionary(a => a.PublicId, a => (a.Level, a.Score));
    }

    private static async Task<long> CloseAsync(Data.TriageContext db, Guid alert)
    {
        var row = await db.Alerts.Include(a => a.History).SingleAsync(a => a.PublicId == alert, Cancel);
        (row.Status, row.Outcome, row.DecidedBy, row.DecidedUtc) = (AlertStatus.Closed, AlertOutcome.FalsePositive, "ada", DateTime.UtcNow);
        row.History.Add(new() { AtUtc = DateTime.UtcNow, UserName = "ada", Action = AlertAction.Closed, Note = "not an attack" });
        await db.SaveChangesAsync(Cancel);
        return row.Id;
    }
}
