using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TriageConsole.Data.Model;
using TriageConsole.Detection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Detecting.Page;
using TriageConsole.Web.Features.Detecting.Rejudge;
using TriageConsole.Web.Features.Detecting.Settings;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Detecting;

/// <summary>Versions of the settings: who may make them, what is refused, what comes into force.</summary>
public sealed class SettingsTests(JudgedEstate estate) : IClassFixture<JudgedEstate>
{
    private static readonly DetectionSettings _higher = DetectionSettings.Default with { LowFrom = 30, ParentProcessNames = ["agent.exe"], TimeWindow = TimeSpan.FromMinutes(20) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Roles.Analyst)]
    [InlineData(Roles.Manager)]
    public async Task Commands_ByAnyoneButAnAdmin_AreDeniedAndChangeNothing(string role)
    {
        await using var copy = estate.Copy();
        var version = await RejudgeTests.DraftAsync(copy, _higher);
        var actor = new Actor(9, "someone", [role], null);
        var settings = copy.Get<SettingsCommands>();
        var runs = copy.Get<RejudgeCommands>();
        var before = copy.Table("DetectionSettings");

        await Assert.ThrowsAsync<PermissionDeniedException>(() => settings.SaveDraftAsync(actor, _higher, "x", Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => settings.UseAgainAsync(actor, 0, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => settings.DiscardAsync(actor, version, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => settings.ApplyAsync(actor, version, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => runs.TryAsync(actor, new(version), Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => runs.JudgeAgainAsync(actor, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => runs.CancelAsync(actor, 1, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => runs.ResumeAsync(actor, 1, Cancel));

        Assert.Equal(before, copy.Table("DetectionSettings"));
        Assert.Empty(copy.Table("RejudgeRuns"));
        Assert.Empty(copy.Jobs.Imports);
    }

    [Theory]
    [InlineData("(", "Not enough )'s")]
    [InlineData(@"(a)\1", "NonBacktracking")]
    [InlineData(".*", "empty text")]
    [InlineData("(a{1000}){1000}", "automata")]
    public async Task SaveDraft_BadPattern_IsRefusedWithTheReason(string pattern, string says)
    {
        await using var copy = estate.Copy();

        var outcome = await copy.Get<SettingsCommands>().SaveDraftAsync(AlertStore.Admin, DetectionSettings.Default with { ChildCommandLineRegex = pattern }, "why", Cancel);

        Assert.Null(outcome.Id);
        var fault = Assert.Single(outcome.Faults);
        Assert.Equal("ChildCommandLineRegex", fault.Setting);
        Assert.Contains(says, fault.Says, StringComparison.Ordinal);
        Assert.Empty(copy.Table("DetectionSettings"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("  ", false)]
    [InlineData("why", true)]
    public async Task SaveDraft_Note_IsNeeded(string? note, bool saved)
    {
        await using var copy = estate.Copy();

        var outcome = await copy.Get<SettingsCommands>().SaveDraftAsync(AlertStore.Admin, _higher, note, Cancel);

        Assert.Equal(saved, outcome.Id is 1);
        Assert.Equal(saved ? [] : ["Note"], outcome.Faults.Select(f => f.Setting));
    }

    [Fact]
    public async Task Draft_TriedAppliedUsedAgain_IsInForceAndSurvivesARestart()
    {
        await using var copy = estate.Copy();
        var commands = copy.Get<SettingsCommands>();
        var version = await RejudgeTests.DraftAsync(copy, _higher);

        Assert.Contains("Try it over history first", Assert.Single((await commands.ApplyAsync(AlertStore.Admin, version, Cancel)).Faults).Says, StringComparison.Ordinal);
        Assert.Equal(0, copy.Get<DetectionRuntime>().Current.SettingsVersion);
        await RejudgeTests.TryAsync(copy, new(version));
        await RejudgeTests.ApplyAsync(copy, version);

        Assert.Equal((1, 30), (copy.Get<DetectionRuntime>().Current.SettingsVersion, copy.Get<DetectionRuntime>().Engine.Settings.LowFrom));
        var restarted = await RestartAsync(copy);
        Assert.Equal((1, 30, TimeSpan.FromMinutes(20)), (restarted.Current.SettingsVersion, restarted.Engine.Settings.LowFrom, restarted.Engine.Settings.TimeWindow));
        Assert.Equal(["agent.exe"], restarted.Engine.Settings.ParentProcessNames);
        Assert.Null(restarted.Fault);
        Assert.Null((await commands.ApplyAsync(AlertStore.Admin, version, Cancel)).Id);
        Assert.Null((await commands.DiscardAsync(AlertStore.Admin, version, Cancel)).Id);

        var back = (int)(await commands.UseAgainAsync(AlertStore.Admin, 0, Cancel)).Id!.Value;
        await RejudgeTests.TryAsync(copy, new(back));
        await RejudgeTests.ApplyAsync(copy, back);
        await using var db = copy.Db();
        Assert.Equal([SettingsState.Replaced, SettingsState.Applied], await db.DetectionSettings.OrderBy(s => s.Number).Select(s => s.State).ToListAsync(Cancel));
        Assert.Equal(20, copy.Get<DetectionRuntime>().Engine.Settings.LowFrom);
        Assert.Equal(2, (int)(await commands.UseAgainAsync(AlertStore.Admin, 1, Cancel)).Id!.Value - 1);
    }

    [Fact]
    public async Task Discard_Draft_StaysOnRecordAndCannotBeApplied()
    {
        await using var copy = estate.Copy();
        var commands = copy.Get<SettingsCommands>();
        var version = await RejudgeTests.DraftAsync(copy, _higher);

        Assert.Equal(version, (await commands.DiscardAsync(AlertStore.Admin, version, Cancel)).Id);

        Assert.Null((await commands.ApplyAsync(AlertStore.Admin, version, Cancel)).Id);
        Assert.Null((await commands.UseAgainAsync(AlertStore.Admin, 99, Cancel)).Id);
        await using var db = copy.Db();
        var row = await db.DetectionSettings.SingleAsync(Cancel);
        Assert.Equal((SettingsState.Discarded, "ada", "ada", "to see"), (row.State, row.CreatedBy, row.DecidedBy, row.Note));
    }

    [Fact]
    public async Task Load_SettingsThatThisProgramCannotUse_LeavesTheShippedOnesAndSaysSo()
    {
        await using var copy = estate.Copy();
        await using (var db = copy.Db())
        {
            db.DetectionSettings.Add(new() { Number = 4, State = SettingsState.Applied, Json = "{\"signals\":{\"gone-signal\":{\"points\":{}}}}", Note = "n", CreatedBy = "ada" });
            await db.SaveChangesAsync(Cancel);
        }

        var runtime = await RestartAsync(copy);

        Assert.Equal((0, 20), (runtime.Current.SettingsVersion, runtime.Engine.Settings.LowFrom));
        Assert.Contains("Version 4", runtime.Fault, StringComparison.Ordinal);
        Assert.Contains("gone-signal", runtime.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaleHosts_ProgramOrSettingsDiffer_AreCountedUntilJudgedAgain()
    {
        await using var copy = estate.Copy();
        var queries = new VersionQueries(copy.Mortal, copy.Get<DetectionRuntime>());
        var (fresh, all) = await queries.StaleHostsAsync(Cancel);
        Assert.Equal((0, true), (fresh, all > 3));
        await using (var db = copy.Db())
        {
            var host = await db.HostJudgements.OrderBy(j => j.HostId).FirstAsync(Cancel);
            host.JudgedWith = "0.0.1+0123456789abcdef";
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal(1, (await queries.StaleHostsAsync(Cancel)).Stale);
        copy.Get<DetectionRuntime>().Use(copy.Get<DetectionRuntime>().Make(3, _higher));
        Assert.Equal(all, (await queries.StaleHostsAsync(Cancel)).Stale);

        var run = await copy.Get<RejudgeCommands>().JudgeAgainAsync(AlertStore.Admin, Cancel);
        await copy.Get<RejudgeRunner>().RunAsync(run.Id!.Value, Cancel);
        Assert.Equal(0, (await queries.StaleHostsAsync(Cancel)).Stale);
    }

    [Fact]
    public void Record_WrittenAndRead_SaysTheSame()
    {
        var settings = RejudgeTests.Changed with { ChildCommandLineRegex = "<img src=x onerror=alert\\(1\\)>", ParentProcessNames = ["a.exe", "b.exe"], SignedToUnsignedTransition = false, TaskWindow = TimeSpan.FromSeconds(1.5) };

        var read = SettingsRecord.Read(SettingsRecord.Write(settings));

        Assert.Empty(SettingsDiff.Between(settings, read));
        Assert.NotEmpty(SettingsDiff.Between(DetectionSettings.Default, read));
        Assert.Equal(SettingsRecord.Write(settings), SettingsRecord.Write(read));
    }

    [Fact]
    public void Diff_TwoVersions_NamesEachDifferenceAndNothingElse()
    {
        var differences = SettingsDiff.Between(DetectionSettings.Default, _higher with { Signals = RejudgeTests.Changed.Signals });

        Assert.Contains(new("Low from", "20", "30"), differences);
        Assert.Contains(new("ParentProcessName", "none", "agent.exe"), differences);
        Assert.Contains(new("TimeWindow", "15 min", "20 min"), differences);
        Assert.Contains(new("script-host-untrusted-script", "as shipped", "off"), differences);
        Assert.Contains(new("child-unexpected · other", "as shipped", "70"), differences);
        Assert.Equal(6, differences.Count);
    }

    [Fact]
    public async Task HostJudge_SignalThatThrew_IsRecordedAndReplaced()
    {
        await using var copy = estate.Copy();
        await using var db = copy.Db();
        var host = await db.Hosts.OrderBy(h => h.Id).Select(h => h.Id).FirstAsync(Cancel);
        var records = copy.Get<Data.Judging.JudgementRecords>();
        Dictionary<string, Data.Judging.SignalFailures> failures = new(StringComparer.Ordinal);
        Data.Judging.SignalFailures.Count(failures, [new("mshta-code", 1, "first"), new("mshta-code", 2, "second"), new("pubprn-moniker", 1, "other")]);
        await records.WriteAsync(host, new("v", 0, string.Empty), failures, Cancel);

        var lines = await new SignalQueries(copy.Mortal, copy.Get<DetectionRuntime>()).ListAsync(Cancel);
        var line = lines.Single(l => l.Info.Id == "mshta-code");
        Assert.Equal((2, 1, "first"), (line.FailedProcesses, line.FailedHosts, line.Error));
        Assert.Equal(0, lines.Single(l => l.Info.Id == "hh-untrusted").FailedProcesses);

        await copy.Get<HostJudge>().RunAsync(host, 0, Detection.Baseline.BaselineMatcher.Empty, Cancel);
        Assert.Empty(copy.Table("SignalFailures"));
    }

    [Fact]
    public async Task Catalogue_Hits_AreAlertsAndFalsePositivesAreOfDecidedOnes()
    {
        await using var copy = estate.Copy();
        await using var db = copy.Db();
        var findings = await db.AlertFindings.Select(f => new { f.SignalId, f.AlertId }).ToListAsync(Cancel);
        var most = findings.GroupBy(f => f.SignalId).Select(g => (g.Key, Alerts: g.Select(f => f.AlertId).Distinct().ToList())).MaxBy(h => h.Alerts.Count);
        Assert.True(most.Alerts.Count > 2);
        var outcomes = new[] { AlertOutcome.FalsePositive, AlertOutcome.TruePositive, AlertOutcome.Undetermined };
        for (var i = 0; i < outcomes.Length; i++)
        {
            var (id, outcome) = (most.Alerts[i], outcomes[i]);
            await db.Alerts.Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Outcome, outcome).SetProperty(a => a.Status, AlertStatus.Closed), Cancel);
        }

        var line = (await new SignalQueries(copy.Mortal, copy.Get<DetectionRuntime>()).ListAsync(Cancel)).Single(l => l.Info.Id == most.Key);

        Assert.Equal((most.Alerts.Count, 2, 1), (line.Hits, line.Decided, line.FalsePositives));
    }

    private static async Task<DetectionRuntime> RestartAsync(EstateCopy copy)
    {
        var runtime = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);
        await new SettingsInForce(copy.Mortal, runtime, NullLogger<SettingsInForce>.Instance).LoadAsync(Cancel);
        return runtime;
    }
}
