using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

public sealed class GovernanceTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly JudgeRequestsSpy _judge = new();
    private readonly ProposeCommands _propose;
    private readonly BaselineCommands _baseline;
    private readonly BaselineQueries _queries;

    public GovernanceTests()
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

    private AllowRequest Renewed => Request with { Conditions = [.. Request.Conditions.Take(3), new(UseField.User, @"example\pat")], ExpiresUtc = _store.Now.AddDays(360) };

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Propose_WithoutAnAlert_WaitsAndIsVersionZero()
    {
        var id = await ProposeAsync();

        var use = await _queries.FindAsync(id, Cancel);
        Assert.Equal((UseStanding.Proposed, "ana", 0), (use!.Line.Standing, use.Line.ProposedBy, use.Line.Version));
        Assert.Equal((0, UseChange.Proposed, "ana", _store.Now), Told(Assert.Single(use.Versions)));
        Assert.Equal(0, (await new BaselineReader(_store, _store.Time).ReadAsync(Cancel)).Count);
        Assert.Null(await _queries.FindAsync(Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task Revise_Proposal_IsItsChangersWhoMayNotApproveIt()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);
        var id = await ProposeAsync();

        Assert.Equal(new DecisionResult.Done(1), await _propose.ReviseAsync(AlertStore.Admin, id, 0, Renewed, "narrower", Cancel));

        Assert.IsType<DecisionResult.Invalid>(await _baseline.ApproveAsync(AlertStore.Admin, id, 1, null, Cancel));
        Assert.IsType<DecisionResult.Done>(await _baseline.ApproveAsync(AlertStore.OtherAdmin, id, 1, null, Cancel));
        var use = (await _queries.FindAsync(id, Cancel))!;
        Assert.Equal([UseChange.Approved, UseChange.Revised, UseChange.Proposed], use.Versions.Select(version => version.Change));
        Assert.Contains(@"User: example\* → example\pat", use.Versions[1].Differences);
        Assert.Contains(use.Versions[1].Differences, line => line.StartsWith("Expires: 20", StringComparison.Ordinal));
        Assert.Equal("narrower", use.Versions[1].Note);
    }

    [Fact]
    public async Task Renew_UseInForce_StaysAsItIsUntilAnotherAdminApproves()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);
        var id = await ActiveAsync();
        var before = await RowAsync(id);

        Assert.Equal(new DecisionResult.Done(2), await _propose.ReviseAsync(AlertStore.Admin, id, 1, Renewed, null, Cancel));

        var waiting = (await _queries.FindAsync(id, Cancel))!.Line;
        Assert.Equal((UseStanding.Active, before.ExpiresUtc), (waiting.Standing, waiting.ExpiresUtc));
        Assert.Equal([UseAttention.Renewal], waiting.Attentions);
        Assert.Equal(before.ConditionsJson, (await RowAsync(id)).ConditionsJson);
        Assert.IsType<DecisionResult.Invalid>(await _baseline.ApproveAsync(AlertStore.Admin, id, 2, null, Cancel));
        Assert.Equal(new DecisionResult.Done(3), await _baseline.ApproveAsync(AlertStore.OtherAdmin, id, 2, "fine", Cancel));
        var use = (await _queries.FindAsync(id, Cancel))!;
        Assert.Equal((Renewed.ExpiresUtc, "ada", "olga", false), (use.Line.ExpiresUtc, use.Line.ProposedBy, use.Line.DecidedBy, use.Line.SelfApproved));
        Assert.Equal(Renewed.Conditions, use.Line.Conditions);
        Assert.Null(use.Line.Renewal);
        Assert.Equal([UseChange.RenewalApproved, UseChange.RenewalProposed, UseChange.Approved, UseChange.Proposed], use.Versions.Select(version => version.Change));
    }

    [Fact]
    public async Task Renew_ExpiredUse_CoversAgainOnlyWhenApproved()
    {
        var id = await ActiveAsync();
        var reader = new BaselineReader(_store, _store.Time);
        Assert.Equal(1, (await reader.ReadAsync(Cancel)).Count);
        _store.Time.Advance(TimeSpan.FromDays(180));
        var expired = await reader.ReadAsync(Cancel);
        Assert.Equal((0, true), (expired.Count, expired.HasExpired));

        await _propose.ReviseAsync(AlertStore.Analyst, id, 1, Renewed with { ReviewUtc = _store.Now.AddDays(1), ExpiresUtc = _store.Now.AddDays(30) }, null, Cancel);
        Assert.Equal(0, (await reader.ReadAsync(Cancel)).Count);
        Assert.IsType<DecisionResult.Done>(await _baseline.ApproveAsync(AlertStore.Admin, id, 2, null, Cancel));

        Assert.Equal(1, (await reader.ReadAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Refuse_NewVersion_KeepsTheOldOneInForce()
    {
        var id = await ActiveAsync();
        await _propose.ReviseAsync(AlertStore.Analyst, id, 1, Renewed, null, Cancel);

        Assert.IsType<DecisionResult.Done>(await _baseline.RejectAsync(AlertStore.Admin, id, 2, "not now", Cancel));

        var use = (await _queries.FindAsync(id, Cancel))!;
        Assert.Equal((UseStanding.Active, null), (use.Line.Standing, use.Line.RenewalBy));
        Assert.Equal((UseChange.RenewalRefused, "not now"), (use.Versions[0].Change, use.Versions[0].Note));
        Assert.IsType<DecisionResult.Settled>(await _baseline.RejectAsync(AlertStore.Admin, id, 3, "again", Cancel));
    }

    [Fact]
    public async Task Revise_RetiredUse_IsProposedAgain()
    {
        var id = await ActiveAsync();
        await _baseline.RetireAsync(AlertStore.Admin, id, 1, "over", Cancel);

        await _propose.ReviseAsync(AlertStore.Analyst, id, 2, Request, "back", Cancel);

        var line = (await _queries.FindAsync(id, Cancel))!.Line;
        Assert.Equal((UseStanding.Proposed, null), (line.Standing, line.DecidedBy));
    }

    [Fact]
    public async Task Approve_TwoAdminsAtOnce_OneWinsAndTheOtherIsTold()
    {
        var id = await ProposeAsync();

        var results = await Task.WhenAll(
            Task.Run(() => _baseline.ApproveAsync(AlertStore.Admin, id, 0, null, Cancel), Cancel),
            Task.Run(() => _baseline.ApproveAsync(AlertStore.OtherAdmin, id, 0, null, Cancel), Cancel));

        Assert.Single(results.OfType<DecisionResult.Done>());
        var winner = (await RowAsync(id)).DecidedBy!;
        Assert.Contains($"{winner} was first: approved", Assert.Single(results.OfType<DecisionResult.Settled>()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeOwner_OwnerWhoIsDisabledOrGone_IsListedUntilReassigned()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);
        var id = await ActiveAsync(by: AlertStore.OtherAdmin);
        Assert.Empty((await _queries.FindAsync(id, Cancel))!.Line.Attentions);
        await using (var db = _store.CreateDbContext())
        {
            (await db.Users.SingleAsync(user => user.UserName == "olga", Cancel)).LockoutEnd = DateTimeOffset.MaxValue;
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal([UseAttention.Ownerless], Assert.Single(await _queries.ListAsync(Cancel)).Attentions);
        await using (var db = _store.CreateDbContext())
            await db.Users.Where(user => user.UserName == "olga").ExecuteDeleteAsync(Cancel);
        Assert.Equal([UseAttention.Ownerless], Assert.Single(await _queries.ListAsync(Cancel)).Attentions);

        Assert.IsType<DecisionResult.Invalid>(await _baseline.ChangeOwnerAsync(AlertStore.Admin, id, 1, "  ", null, Cancel));
        Assert.IsType<DecisionResult.Done>(await _baseline.ChangeOwnerAsync(AlertStore.Admin, id, 1, "Desktop team", "she left", Cancel));

        var use = (await _queries.FindAsync(id, Cancel))!;
        Assert.Empty(use.Line.Attentions);
        Assert.Equal(["Owner: olga → Desktop team"], use.Versions[0].Differences);
    }

    [Theory]
    [InlineData(89, null, false)]
    [InlineData(90, null, true)]
    [InlineData(120, 60, false)]
    [InlineData(150, 60, true)]
    public async Task List_UnusedForNinetyDays_IsProposedForRetirement(int days, int? hitOn, bool expected)
    {
        var id = await ActiveAsync();
        await using (var db = _store.CreateDbContext())
        {
            var hit = hitOn is { } day ? _store.Now.AddDays(day) : (DateTime?)null;
            await db.ApprovedUses.ExecuteUpdateAsync(set => set.SetProperty(u => u.LastHitUtc, hit).SetProperty(u => u.ReviewUtc, _store.Now.AddDays(170)), Cancel);
        }

        _store.Time.Advance(TimeSpan.FromDays(days));

        Assert.Equal(expected, (await _queries.FindAsync(id, Cancel))!.Line.Attentions.Contains(UseAttention.Unused));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task Propose_LongerThanTheSetting_IsRefused(int days, bool expected)
    {
        var check = new UseCheck(UseChecks.PreviewOf(_store), DetectionRuntime.Load(DetectionRuntime.ShippedFolder), new(_store), Options.Create(new BaselineOptions { LongestLifeDays = 30 }));

        var (result, _) = await new ProposeCommands(_store, _store.Time, _store.Notices, check)
            .ProposeAsync(AlertStore.Analyst, Request with { ReviewUtc = _store.Now.AddDays(1), ExpiresUtc = _store.Now.AddDays(days) }, Cancel);

        Assert.Equal(expected, result is DecisionResult.Done);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(365, true)]
    [InlineData(366, false)]
    public void Options_LongestLife_IsADayToAYear(int days, bool expected) =>
        Assert.Equal(expected, new BaselineOptionsCheck().Validate(null, new() { LongestLifeDays = days }).Succeeded);

    private static (int, UseChange, string, DateTime) Told(UseVersionLine version) => (version.Number, version.Change, version.By, version.AtUtc);

    private async Task<Guid> ProposeAsync(Web.Hosting.Access.Actor? by = null)
    {
        var (result, id) = await _propose.ProposeAsync(by ?? AlertStore.Analyst, Request, Cancel);
        Assert.IsType<DecisionResult.Done>(result);
        return id!.Value;
    }

    private async Task<Guid> ActiveAsync(Web.Hosting.Access.Actor? by = null)
    {
        var id = await ProposeAsync(by);
        Assert.IsType<DecisionResult.Done>(await _baseline.ApproveAsync(AlertStore.Admin, id, 0, null, Cancel));
        return id;
    }

    private async Task<ApprovedUseRow> RowAsync(Guid id)
    {
        await using var db = _store.CreateDbContext();
        return await db.ApprovedUses.AsNoTracking().SingleAsync(u => u.Id == id, Cancel);
    }
}
