using Microsoft.EntityFrameworkCore;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Detecting.Rejudge;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Detecting;

/// <summary>Runs over history with a baseline other than the one in force.</summary>
public sealed class RejudgeBaselineTests(JudgedEstate estate) : IClassFixture<JudgedEstate>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Try_ChangedBaseline_CountsWhatItCoversAndUncovers()
    {
        await using var copy = estate.Copy();
        await using var db = copy.Db();
        var alert = await db.Alerts.Include(a => a.Host).Where(a => a.Status == AlertStatus.Open).OrderByDescending(a => a.Score).FirstAsync(Cancel);
        var use = new ApprovedUse
        {
            Id = Guid.NewGuid(),
            Title = "This host",
            Conditions = [new(UseField.Host, alert.Host!.Name)],
            Owner = "ada",
            Reason = "test",
            ExpiresUtc = DateTime.UtcNow.AddDays(1),
        };

        var run = await RejudgeTests.TryAsync(copy, new(0) { AddedUses = [use] });

        Assert.True(run.Covered > 0);
        Assert.Equal(0, run.Uncovered);
        Assert.NotEmpty(run.BaselineRevision);
        Assert.Equal(0, await db.ApprovedUses.CountAsync(Cancel));
        Assert.Equal(0, await db.Alerts.CountAsync(a => a.Status == AlertStatus.Covered, Cancel));
        db.ApprovedUses.Add(new()
        {
            Id = use.Id,
            Title = use.Title,
            State = ApprovedUseState.Active,
            Owner = use.Owner,
            Reason = use.Reason,
            ConditionsJson = Features.Decisions.UseRecord.WriteConditions(use.Conditions),
            ExpiresUtc = use.ExpiresUtc,
            ProposedBy = "ada",
        });
        await db.SaveChangesAsync(Cancel);
        var again = await copy.Get<RejudgeCommands>().JudgeAgainAsync(AlertStore.Admin, Cancel);
        await copy.Get<RejudgeRunner>().RunAsync(again.Id!.Value, Cancel);
        Assert.Equal(run.Covered, await db.Alerts.CountAsync(a => a.Status == AlertStatus.Covered && a.BaselineRevision == run.BaselineRevision, Cancel));
        var without = await RejudgeTests.TryAsync(copy, new(0) { RemovedUses = [use.Id] });
        Assert.Equal((0, run.Covered, string.Empty), (without.Covered, without.Uncovered, without.BaselineRevision));
    }
}
