using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using Xunit;

namespace TriageConsole.Web.Tests.Detecting;

public sealed class StaleAlertsJobTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly JudgeRequestsSpy _judge = new();
    private readonly StaleAlertsJob _job;

    public StaleAlertsJobTests() => _job = new(_store, _judge, _store.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(ApprovedUseState.Active, 1, false)]
    [InlineData(ApprovedUseState.Active, 0, true)]
    [InlineData(ApprovedUseState.Active, -1, true)]
    [InlineData(ApprovedUseState.Retired, 1, true)]
    [InlineData(ApprovedUseState.Proposed, 1, true)]
    public async Task RunAsync_CoveredAlert_AsksWhenItsUseIsNotInForce(ApprovedUseState state, int daysLeft, bool asks)
    {
        var use = await AddUseAsync(state, daysLeft);
        var alert = await CoveredAsync(use);

        await _job.RunAsync(Cancel);

        Assert.Equal(asks ? [alert.HostId] : [], _judge.HostIds);
    }

    [Fact]
    public async Task RunAsync_CoveredByAUseThatIsGone_Asks()
    {
        var alert = await CoveredAsync(Guid.NewGuid());

        await _job.RunAsync(Cancel);

        Assert.Equal([alert.HostId], _judge.HostIds);
    }

    [Theory]
    [InlineData(AlertStatus.Open)]
    [InlineData(AlertStatus.Allowed)]
    [InlineData(AlertStatus.Escalated)]
    [InlineData(AlertStatus.Closed)]
    public async Task RunAsync_WhatPeopleDecided_IsLeftAlone(AlertStatus status)
    {
        var use = await AddUseAsync(ApprovedUseState.Active, -1);
        await CoveredAsync(use, status);

        await _job.RunAsync(Cancel);

        Assert.Empty(_judge.HostIds);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public async Task AfterStartAsync_OpenAlert_AsksWhenJudgedBeforeTheLastApproval(int approvedHoursLater, bool asks)
    {
        await AddUseAsync(ApprovedUseState.Active, 30, _store.Now.AddHours(approvedHoursLater));
        var alert = await _store.AddAlertAsync(new());

        await _job.AfterStartAsync(Cancel);

        Assert.Equal(asks ? [alert.HostId] : [], _judge.HostIds);
    }

    [Fact]
    public async Task AfterStartAsync_NothingApproved_AsksNothing()
    {
        await _store.AddAlertAsync(new());

        await _job.AfterStartAsync(Cancel);

        Assert.Empty(_judge.HostIds);
    }

    private async Task<AlertRow> CoveredAsync(Guid use, AlertStatus status = AlertStatus.Covered)
    {
        var alert = await _store.AddAlertAsync(new() { Status = status });
        await using var db = _store.CreateDbContext();
        var row = (await db.Alerts.FindAsync([alert.Id], Cancel))!;
        row.ApprovedUseId = use;
        await db.SaveChangesAsync(Cancel);
        return row;
    }

    private async Task<Guid> AddUseAsync(ApprovedUseState state, int daysLeft, DateTime? decidedUtc = null)
    {
        await using var db = _store.CreateDbContext();
        var row = new ApprovedUseRow
        {
            Id = Guid.NewGuid(),
            Title = "Printers",
            State = state,
            Owner = "Desktop",
            Reason = "Installs printers.",
            ConditionsJson = "[]",
            ProposedBy = "ana",
            ProposedUtc = _store.Now,
            DecidedUtc = decidedUtc,
            ReviewUtc = _store.Now.AddDays(daysLeft),
            ExpiresUtc = _store.Now.AddDays(daysLeft),
        };
        db.ApprovedUses.Add(row);
        await db.SaveChangesAsync(Cancel);
        return row.Id;
    }
}
