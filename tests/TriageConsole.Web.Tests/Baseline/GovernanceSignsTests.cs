using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Baseline.Proposing;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

/// <summary>What people see of an approved use's way: who is told, what is marked, what drifts, what ends.</summary>
public sealed class GovernanceSignsTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly JudgeRequestsSpy _judge = new();
    private readonly ProposeCommands _propose;
    private readonly BaselineCommands _baseline;
    private readonly BaselineQueries _queries;

    public GovernanceSignsTests()
    {
        _propose = new(_store, _store.Time, _store.Notices, UseChecks.For(_store));
        _baseline = new(_store, _store.Time, _store.Notices, _judge, UseChecks.For(_store));
        _queries = new(_store, _store.Time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AllowRequest Request => new()
    {
        Title = "Printer roll-out",
        Conditions =
        [
            new(UseField.Host, "ws-*"), new(UseField.ParentImage, @"c:\windows\explorer.exe"), new(UseField.Script, @"c:\deploy\print.vbs"), new(UseField.User, @"example\*"),
        ],
        Owner = "olga",
        Reason = "Installs printers at sign-in.",
        Ticket = "CHG-1",
        ReviewUtc = _store.Now.AddDays(90),
        ExpiresUtc = _store.Now.AddDays(180),
    };

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Propose_ByWhateverWay_TellsTheAdminsButNotTheProposer()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);

        var (_, id) = await _propose.ProposeAsync(AlertStore.Admin, Request, Cancel);
        Assert.Equal([AlertStore.OtherAdmin.Name], await ToldAsync());
        await _baseline.ApproveAsync(AlertStore.OtherAdmin, id!.Value, 0, null, Cancel);
        await _propose.ReviseAsync(AlertStore.Analyst, id.Value, 1, Request with { Reason = "Longer." }, null, Cancel);
        Assert.Equal(3, (await ToldAsync()).Count);
        var many = new ProposalCommands(_store, _store.Time, _store.Notices, UseChecks.For(_store));
        await many.ProposeAsync(AlertStore.Admin, [new(Guid.NewGuid(), Request with { Title = "One" }), new(Guid.NewGuid(), Request with { Title = "Two" })], Cancel);

        await using var db = _store.CreateDbContext();
        Assert.Equal("2 approved uses at once", (await db.Notifications.OrderBy(n => n.Id).LastAsync(Cancel)).Subject);
        Assert.Equal(4, await db.Notifications.CountAsync(n => n.Kind == NotificationKind.ApprovalWaiting, Cancel));
    }

    [Fact]
    public async Task Approve_WarningsWithoutASentence_TakesTheApproversNoteAsOne()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);
        var (_, id) = await _propose.ProposeAsync(AlertStore.Analyst, Writable with { Acknowledgement = "Emptied every night." }, Cancel);
        await using (var db = _store.CreateDbContext())
        {
            // A proposal that was made before the lint looked at this.
            await db.ApprovedUses.ExecuteUpdateAsync(set => set.SetProperty(u => u.Acknowledgement, (string?)null), Cancel);
        }

        var refused = Assert.IsType<DecisionResult.Invalid>(await _baseline.ApproveAsync(AlertStore.Admin, id!.Value, 0, " ", Cancel));
        Assert.Contains("Users can write there", Assert.Single(refused.Faults), StringComparison.Ordinal);
        Assert.IsType<DecisionResult.Done>(await _baseline.ApproveAsync(AlertStore.Admin, id.Value, 0, "Nobody signs in there.", Cancel));

        var use = (await _queries.FindAsync(id.Value, Cancel))!;
        Assert.Equal("Nobody signs in there.", use.Line.Acknowledgement);
        Assert.Contains("Warnings kept: Emptied every night. → Nobody signs in there.", use.Versions[0].Differences);
    }

    [Fact]
    public async Task Approve_SentenceThatIsThere_StaysBesideTheNote()
    {
        await _store.AddPeopleAsync(AlertStore.Admin);
        var (_, id) = await _propose.ProposeAsync(AlertStore.Analyst, Writable with { Acknowledgement = "Emptied every night." }, Cancel);

        await _baseline.ApproveAsync(AlertStore.Admin, id!.Value, 0, "Fine.", Cancel);
        Assert.Equal("Emptied every night.", (await _queries.FindAsync(id.Value, Cancel))!.Line.Acknowledgement);

        var (_, plain) = await _propose.ProposeAsync(AlertStore.Analyst, Request with { Title = "Without warnings" }, Cancel);
        await _baseline.ApproveAsync(AlertStore.Admin, plain!.Value, 0, "Fine.", Cancel);
        Assert.Null((await _queries.FindAsync(plain.Value, Cancel))!.Line.Acknowledgement);
    }

    [Fact]
    public async Task Approve_ByTwoAdminsAtOnce_OneWinsAndTheOtherIsToldWho()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);
        var (_, id) = await _propose.ProposeAsync(AlertStore.Analyst, Request, Cancel);

        var results = await Task.WhenAll(new[] { AlertStore.Admin, AlertStore.OtherAdmin }.Select(
            admin => Task.Run(() => _baseline.ApproveAsync(admin, id!.Value, 0, null, Cancel), Cancel)));

        Assert.Single(results.OfType<DecisionResult.Done>());
        var told = Assert.Single(results.OfType<DecisionResult.Settled>());
        var winner = (await _queries.FindAsync(id!.Value, Cancel))!.Line.DecidedBy!;
        Assert.Contains($"{winner} was first: approved", told.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_EveryStep_IsThereWithWhoAndWhy()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);
        var (_, id) = await _propose.ProposeAsync(AlertStore.Analyst, Request, Cancel);
        await _baseline.ApproveAsync(AlertStore.Admin, id!.Value, 0, "Seen.", Cancel);
        await _propose.ReviseAsync(AlertStore.Analyst, id.Value, 1, Request with { Reason = "Longer." }, null, Cancel);
        await _baseline.RejectAsync(AlertStore.OtherAdmin, id.Value, 2, "Not longer.", Cancel);
        var export = new Web.Features.Baseline.Transfer.BaselineExport(_store, _store.Time);

        var (_, entries) = await export.AuditAsync(Cancel);
        Assert.Equal(
            [UseAction.Proposed, UseAction.Approved, UseAction.Proposed, UseAction.Rejected], Assert.Single(entries).Approvals.Select(step => step.Action));
        var csv = await export.CsvAsync(Cancel);
        Assert.Contains($"approved by {AlertStore.Admin.Name}: Seen.", csv, StringComparison.Ordinal);
        Assert.Contains($"rejected by {AlertStore.OtherAdmin.Name}: Not longer.", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Approve_ByItsOwnProposer_IsMarkedInTheHistoryToo(bool isOwn)
    {
        await _store.AddPeopleAsync(AlertStore.Admin);
        var (_, id) = await _propose.ProposeAsync(isOwn ? AlertStore.Admin : AlertStore.Analyst, Request, Cancel);

        await _baseline.ApproveAsync(AlertStore.Admin, id!.Value, 0, null, Cancel);

        var use = (await _queries.FindAsync(id.Value, Cancel))!;
        Assert.Equal([isOwn, false], use.Versions.Select(version => version.IsSelf));
        Assert.Equal(isOwn, use.Line.SelfApproved);
        Assert.Equal(isOwn, use.Line.Attentions.Contains(UseAttention.SelfApproved));
    }

    [Theory]
    [InlineData(AlertStatus.Open, 1)]
    [InlineData(AlertStatus.Closed, 0)]
    public async Task List_DriftedAlerts_AreCountedWhileNobodyDecidedThem(AlertStatus status, int expected)
    {
        await _store.AddPeopleAsync(AlertStore.Admin);
        var (_, id) = await _propose.ProposeAsync(AlertStore.Analyst, Request, Cancel);
        await _baseline.ApproveAsync(AlertStore.Admin, id!.Value, 0, null, Cancel);
        await _store.AddAlertAsync(new() { Status = status });
        await using (var db = _store.CreateDbContext())
            await db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(a => a.DriftUseId, id), Cancel);

        var line = Assert.Single(await _queries.ListAsync(Cancel));

        Assert.Equal(expected, line.Drifts);
        Assert.Equal(expected > 0, line.Attentions.Contains(UseAttention.Drift));
        Assert.Equal(expected, (await _queries.FindAsync(id.Value, Cancel))!.Line.Drifts);
    }

    [Fact]
    public async Task Look_UseThatExpired_HasItsHostsJudgedOnce()
    {
        await _store.AddPeopleAsync(AlertStore.Admin);
        var (_, id) = await _propose.ProposeAsync(AlertStore.Analyst, Request, Cancel);
        await _baseline.ApproveAsync(AlertStore.Admin, id!.Value, 0, null, Cancel);
        await _store.AddAlertAsync(new() { Status = AlertStatus.Covered });
        await using (var db = _store.CreateDbContext())
            await db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(a => a.ApprovedUseId, id), Cancel);
        _judge.HostIds.Clear();
        using var clock = new ExpiredUseClock(_store, _judge, _store.Time, _store.Notices, NullLogger<ExpiredUseClock>.Instance);

        await clock.LookAsync(Cancel);
        Assert.Empty(_judge.HostIds);
        _store.Time.Advance(TimeSpan.FromDays(180));
        await clock.LookAsync(Cancel);
        Assert.Single(_judge.HostIds);
        await clock.LookAsync(Cancel);
        Assert.Single(_judge.HostIds);
    }

    private AllowRequest Writable => Request with { Conditions = [.. Request.Conditions.Take(2), new(UseField.Script, @"c:\users\public\print.vbs"), Request.Conditions[3]] };

    private async Task<List<string>> ToldAsync()
    {
        await using var db = _store.CreateDbContext();
        return await db.Notifications.Where(n => n.Kind == NotificationKind.ApprovalWaiting).OrderBy(n => n.Id).Select(n => n.User!.UserName!).ToListAsync(Cancel);
    }
}
