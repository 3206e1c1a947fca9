using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Decisions;

public sealed class AllowAndBaselineCommandsTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly JudgeRequestsSpy _judge = new();
    private readonly AllowCommands _allow;
    private readonly BaselineCommands _baseline;

    public AllowAndBaselineCommandsTests()
    {
        _allow = new(_store, _store.Time, _store.Notices, UseChecks.For(_store));
        _baseline = new(_store, _store.Time, _store.Notices, _judge, UseChecks.For(_store));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AllowRequest Request => new()
    {
        Title = "Printer roll-out",
        Conditions =
        [
            new(UseField.Host, "ws-*"), new(UseField.ParentImage, "c:\\windows\\explorer.exe"), new(UseField.Script, "c:\\deploy\\print.vbs"),
            new(UseField.User, "example\\*"),
        ],
        Owner = "Desktop team",
        Reason = "Installs printers at sign-in.",
        Ticket = "CHG-1",
        ReviewUtc = _store.Now.AddDays(90),
        ExpiresUtc = _store.Now.AddDays(180),
    };

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task AllowAsync_ByAnalyst_OnlyProposes()
    {
        var alert = await _store.AddAlertAsync(new());

        var (result, useId) = await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 0, Request, Cancel);

        Assert.Equal(new DecisionResult.Done(1), result);
        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.AllowedPending, useId), (stored.Status, stored.ApprovedUseId));
        var use = await UseAsync(useId!.Value);
        Assert.Equal(
            (ApprovedUseState.Proposed, "ana", "Desktop team", "CHG-1", alert.Id),
            (use.State, use.ProposedBy, use.Owner, use.Ticket, use.FromAlertId!.Value));
        Assert.Equal(Request.Conditions, UseRecord.ReadConditions(use.ConditionsJson));
        Assert.Equal((Request.ReviewUtc, Request.ExpiresUtc), (use.ReviewUtc, use.ExpiresUtc));
        Assert.Empty(_judge.HostIds);
    }

    [Fact]
    public async Task AllowAsync_EachMissingField_IsNamedAndNothingIsStored()
    {
        var alert = await _store.AddAlertAsync(new());
        (AllowRequest Request, string Field)[] faulty =
        [
            (Request with { Title = " " }, "Title"),
            (Request with { Owner = "" }, "Owner"),
            (Request with { Reason = "" }, "Reason"),
            (Request with { Ticket = "" }, "Ticket"),
            (Request with { ReviewUtc = _store.Now }, "Review"),
            (Request with { ReviewUtc = _store.Now.AddDays(181) }, "Review"),
            (Request with { ExpiresUtc = _store.Now.AddDays(366) }, "Expiry"),
            (Request with { Conditions = [.. Request.Conditions.Take(2)] }, "Conditions"),
            (Request with { Conditions = [.. Request.Conditions.Take(2), new(UseField.Script, "*")] }, "Conditions"),
            (Request with { Conditions = [.. Request.Conditions, new(UseField.Arguments, new('a', 5_000))] }, "Arguments"),
            (Request with { Acknowledgement = new('a', 5_000) }, "Warnings"),
            (Request with { Conditions = [.. Request.Conditions.Take(2), new(UseField.User, "example\\*"), new(UseField.Script, "print.vbs")] }, "Payload path"),
            (Request with { Conditions = [.. Request.Conditions, new(UseField.ChildImage, "*")], Acknowledgement = "No." }, "Children"),
            (Request with { Conditions = [.. Request.Conditions, new(UseField.Arguments, "*print.vbs")] }, "Warnings"),
        ];

        foreach (var (request, field) in faulty)
        {
            var (result, useId) = await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 0, request, Cancel);
            Assert.StartsWith(field, Assert.Single(Assert.IsType<DecisionResult.Invalid>(result).Faults), StringComparison.Ordinal);
            Assert.Null(useId);
        }

        await using var db = _store.CreateDbContext();
        Assert.Empty(db.ApprovedUses);
        Assert.Equal(AlertStatus.Open, (await _store.ReadAsync(alert.PublicId)).Status);
    }

    [Fact]
    public async Task AllowAsync_WarningsWithASentence_KeepsItWithTheEntry()
    {
        var alert = await _store.AddAlertAsync(new());
        var request = Request with { Conditions = [.. Request.Conditions, new(UseField.Arguments, "*print.vbs")], Acknowledgement = " The prefix is a path that changes. " };

        var (result, useId) = await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 0, request, Cancel);

        Assert.IsType<DecisionResult.Done>(result);
        Assert.Equal("The prefix is a path that changes.", (await UseAsync(useId!.Value)).Acknowledgement);
    }

    [Theory]
    [InlineData(AlertStatus.Closed, AlertOutcome.TruePositive, "true positive")]
    [InlineData(AlertStatus.Escalated, AlertOutcome.None, "open escalation")]
    [InlineData(AlertStatus.Closed, AlertOutcome.BenignPositive, null)]
    public async Task AllowAsync_WouldHideAnAttack_IsRefusedWithTheReason(AlertStatus status, AlertOutcome outcome, string? reason)
    {
        var alert = await _store.AddAlertAsync(new());
        await AddAttackAsync(status, outcome);

        var (result, _) = await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 0, Covering, Cancel);

        if (reason is null)
            Assert.IsType<DecisionResult.Done>(result);
        else
            Assert.Contains(reason, Assert.Single(Assert.IsType<DecisionResult.Invalid>(result).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApproveAsync_AttackFoundSinceTheProposal_IsRefused()
    {
        var alert = await _store.AddAlertAsync(new());
        var useId = (await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 0, Covering, Cancel)).UseId!.Value;
        await AddAttackAsync(AlertStatus.Closed, AlertOutcome.TruePositive);

        var result = await _baseline.ApproveAsync(AlertStore.Admin, useId, 0, null, Cancel);

        Assert.Contains("true positive", Assert.Single(Assert.IsType<DecisionResult.Invalid>(result).Faults), StringComparison.Ordinal);
        Assert.Equal((ApprovedUseState.Proposed, 0), ((await UseAsync(useId)).State, (await UseAsync(useId)).Version));
    }

    [Fact]
    public async Task AllowAsync_AllowedAlready_IsRefused()
    {
        var alert = await _store.AddAlertAsync(new());
        await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 0, Request, Cancel);

        Assert.IsType<DecisionResult.Invalid>((await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 1, Request, Cancel)).Result);
        Assert.IsType<DecisionResult.Overtaken>((await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 0, Request, Cancel)).Result);
    }

    [Fact]
    public async Task AllowAsync_ByManager_IsDenied()
    {
        var alert = await _store.AddAlertAsync(new());

        await Assert.ThrowsAsync<PermissionDeniedException>(() => _allow.AllowAsync(AlertStore.Manager, alert.PublicId, 0, Request, Cancel));
    }

    [Fact]
    public async Task ApproveAsync_ByAnotherAdmin_PutsInForceMovesPendingAndAsksForHostsWithOpenAlerts()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);
        var alert = await _store.AddAlertAsync(new() { Host = "ws-1" });
        var open = await _store.AddAlertAsync(new() { Host = "ws-2" });
        await _store.AddAlertAsync(new() { Host = "ws-3", Status = AlertStatus.Closed });
        var useId = (await _allow.AllowAsync(AlertStore.Admin, alert.PublicId, 0, Request, Cancel)).UseId!.Value;

        var result = await _baseline.ApproveAsync(AlertStore.OtherAdmin, useId, 0, "fine", Cancel);

        Assert.Equal(new DecisionResult.Done(1), result);
        var use = await UseAsync(useId);
        Assert.Equal((ApprovedUseState.Active, "olga", "fine", false), (use.State, use.DecidedBy, use.DecisionNote, use.SelfApproved));
        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Allowed, useId, 2), (stored.Status, stored.ApprovedUseId!.Value, stored.Version));
        Assert.Equal(("olga", AlertStatus.AllowedPending, AlertStatus.Allowed), (stored.History[^1].UserName, stored.History[^1].From, stored.History[^1].To));
        Assert.Equal([open.HostId], _judge.HostIds);
        Assert.Equal(AlertStatus.Open, (await _store.ReadAsync(open.PublicId)).Status);
    }

    [Fact]
    public async Task ApproveAsync_OwnProposalWithAnotherAdmin_IsRefusedEvenWhileThatOneIsLockedOut()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);
        await LockAsync(AlertStore.OtherAdmin, _store.Time.GetUtcNow().AddMinutes(10));
        var useId = await ProposeAsync(AlertStore.Admin);

        Assert.IsType<DecisionResult.Invalid>(await _baseline.ApproveAsync(AlertStore.Admin, useId, 0, null, Cancel));

        Assert.Equal((ApprovedUseState.Proposed, 0), ((await UseAsync(useId)).State, (await UseAsync(useId)).Version));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ApproveAsync_OwnProposalOfTheOnlyActiveAdmin_IsMarked(bool withDisabledAdmin)
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.Analyst);
        if (withDisabledAdmin)
        {
            await _store.AddPeopleAsync(AlertStore.OtherAdmin);
            await LockAsync(AlertStore.OtherAdmin, DateTimeOffset.MaxValue);
        }

        var useId = await ProposeAsync(AlertStore.Admin);

        Assert.IsType<DecisionResult.Done>(await _baseline.ApproveAsync(AlertStore.Admin, useId, 0, null, Cancel));

        Assert.True((await UseAsync(useId)).SelfApproved);
    }

    [Fact]
    public async Task ApproveAsync_ProposalThatExpiredWaiting_IsRefused()
    {
        var useId = await ProposeAsync(AlertStore.Analyst);
        _store.Time.Advance(TimeSpan.FromDays(181));

        Assert.IsType<DecisionResult.Invalid>(await _baseline.ApproveAsync(AlertStore.Admin, useId, 0, null, Cancel));
    }

    [Fact]
    public async Task ApproveAsync_DecidedByAnotherFirst_TellsWho()
    {
        var useId = await ProposeAsync(AlertStore.Analyst);
        await _baseline.RejectAsync(AlertStore.OtherAdmin, useId, 0, "no", Cancel);

        var result = await _baseline.ApproveAsync(AlertStore.Admin, useId, 0, null, Cancel);

        Assert.Contains("olga", Assert.IsType<DecisionResult.Settled>(result).What, StringComparison.Ordinal);
        Assert.Equal(ApprovedUseState.Rejected, (await UseAsync(useId)).State);
        Assert.IsType<DecisionResult.Gone>(await _baseline.ApproveAsync(AlertStore.Admin, Guid.NewGuid(), 0, null, Cancel));
    }

    [Fact]
    public async Task RejectAsync_Proposal_OpensWhatWaitedForIt()
    {
        var alert = await _store.AddAlertAsync(new());
        var useId = (await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 0, Request, Cancel)).UseId!.Value;

        Assert.IsType<DecisionResult.Invalid>(await _baseline.RejectAsync(AlertStore.Admin, useId, 0, " ", Cancel));
        Assert.IsType<DecisionResult.Done>(await _baseline.RejectAsync(AlertStore.Admin, useId, 0, "too broad", Cancel));

        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Open, null, null), (stored.Status, stored.ApprovedUseId, stored.DecidedBy));
        Assert.Contains("too broad", stored.History[^1].Note, StringComparison.Ordinal);
        Assert.Empty(_judge.HostIds);
    }

    [Fact]
    public async Task RejectAsync_AlertDecidedOtherwiseMeanwhile_IsLeftAlone()
    {
        var alert = await _store.AddAlertAsync(new());
        var useId = (await _allow.AllowAsync(AlertStore.Analyst, alert.PublicId, 0, Request, Cancel)).UseId!.Value;
        var close = new CloseCommands(_store, _store.Time, _store.Notices);
        await close.CloseAsync(AlertStore.OtherAnalyst, alert.PublicId, 1, new(AlertOutcome.TruePositive, "no, an attack"), Cancel);

        await _baseline.RejectAsync(AlertStore.Admin, useId, 0, "no", Cancel);

        Assert.Equal(AlertStatus.Closed, (await _store.ReadAsync(alert.PublicId)).Status);
    }

    [Fact]
    public async Task RetireAsync_ActiveUse_AsksForTheHostsItCovered()
    {
        var useId = await ProposeAsync(AlertStore.Analyst);
        await _baseline.ApproveAsync(AlertStore.Admin, useId, 0, null, Cancel);
        _judge.HostIds.Clear();
        var covered = await _store.AddAlertAsync(new() { Host = "ws-9", Status = AlertStatus.Covered });
        await using (var db = _store.CreateDbContext())
            await db.Alerts.Where(a => a.Id == covered.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.ApprovedUseId, useId), Cancel);

        Assert.IsType<DecisionResult.Settled>(await _baseline.RetireAsync(AlertStore.Admin, useId, 0, "old", Cancel));
        Assert.IsType<DecisionResult.Done>(await _baseline.RetireAsync(AlertStore.Admin, useId, 1, "old", Cancel));

        Assert.Equal(ApprovedUseState.Retired, (await UseAsync(useId)).State);
        Assert.Equal([covered.HostId], _judge.HostIds);
    }

    [Fact]
    public async Task Baseline_ByAnalystOrManager_IsDenied()
    {
        var useId = await ProposeAsync(AlertStore.Analyst);

        foreach (var actor in new[] { AlertStore.Analyst, AlertStore.Manager })
        {
            await Assert.ThrowsAsync<PermissionDeniedException>(() => _baseline.ApproveAsync(actor, useId, 0, null, Cancel));
            await Assert.ThrowsAsync<PermissionDeniedException>(() => _baseline.RejectAsync(actor, useId, 0, "x", Cancel));
            await Assert.ThrowsAsync<PermissionDeniedException>(() => _baseline.RetireAsync(actor, useId, 0, "x", Cancel));
        }

        Assert.Equal(ApprovedUseState.Proposed, (await UseAsync(useId)).State);
    }

    private AllowRequest Covering => Request with { Conditions = UseChecks.Covering, Acknowledgement = "Kept for the test." };

    private async Task AddAttackAsync(AlertStatus status, AlertOutcome outcome)
    {
        var attack = await _store.AddAlertAsync(new() { Host = "WS-0099.example", Status = status });
        await using var db = _store.CreateDbContext();
        await db.Alerts.Where(a => a.Id == attack.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Outcome, outcome), Cancel);
    }

    private async Task<Guid> ProposeAsync(Actor actor)
    {
        var alert = await _store.AddAlertAsync(new());
        return (await _allow.AllowAsync(actor, alert.PublicId, 0, Request, Cancel)).UseId!.Value;
    }

    private async Task LockAsync(Actor actor, DateTimeOffset until)
    {
        await using var db = _store.CreateDbContext();
        (await db.Users.FindAsync([actor.Id], Cancel))!.LockoutEnd = until;
        await db.SaveChangesAsync(Cancel);
    }

    private async Task<ApprovedUseRow> UseAsync(Guid id)
    {
        await using var db = _store.CreateDbContext();
        return await db.ApprovedUses.AsNoTracking().SingleAsync(u => u.Id == id, Cancel);
    }
}
