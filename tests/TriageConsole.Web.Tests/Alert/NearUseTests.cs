using Bunit;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Alert.NearUses;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage;
using Xunit;

namespace TriageConsole.Web.Tests.Alert;

public sealed class NearUseTests : TriagePageContext
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfAsync_OneConditionAndTheChildKeepItOut_IsNamedWithBoth()
    {
        var alert = await Store.AddAlertAsync(new());
        await AddAsync(CoverageSeed.Use(Store.Now.AddDays(30)));

        var near = Assert.Single(await new NearUseQueries(Store, Store.Time).OfAsync(alert.PublicId, Cancel));

        Assert.Equal((3, 4), (near.Holding, near.Conditions));
        Assert.Equal([UseField.Script, UseField.ChildImage], near.Differences.Select(difference => difference.Field));
        Assert.Equal("c:\\deploy\\print.vbs", NearUseWords.Wanted(near.Differences[0]));
        Assert.Contains("invoice.js", NearUseWords.Found(near.Differences[0]), StringComparison.OrdinalIgnoreCase);
        Assert.Null(NearUseWords.Wanted(near.Differences[1]));
    }

    [Theory]
    [InlineData(ApprovedUseState.Proposed, 30)]
    [InlineData(ApprovedUseState.Retired, 30)]
    [InlineData(ApprovedUseState.Active, -1)]
    public async Task OfAsync_UseThatIsNotInForce_IsNotNamed(ApprovedUseState state, int days)
    {
        var alert = await Store.AddAlertAsync(new());
        await AddAsync(CoverageSeed.Use(Store.Now.AddDays(days), state));

        Assert.Empty(await new NearUseQueries(Store, Store.Time).OfAsync(alert.PublicId, Cancel));
    }

    [Fact]
    public async Task OfAsync_AnotherUseAltogetherOrAlertThatIsGone_IsNotNear()
    {
        var alert = await Store.AddAlertAsync(new());
        var other = CoverageSeed.Use(Store.Now.AddDays(30));
        other.ConditionsJson = UseRecord.WriteConditions([new(UseField.Host, "srv-*"), new(UseField.User, "other\\*"), new(UseField.Script, "c:\\other\\x.vbs"), new(UseField.ParentImage, "c:\\windows\\explorer.exe")]);
        await AddAsync(other);

        Assert.Empty(await new NearUseQueries(Store, Store.Time).OfAsync(alert.PublicId, Cancel));
        Assert.Empty(await new NearUseQueries(Store, Store.Time).OfAsync(Guid.NewGuid(), Cancel));
    }

    [Theory]
    [InlineData(AlertStatus.Open, 1)]
    [InlineData(AlertStatus.Covered, 0)]
    public async Task AlertPage_NearUse_StandsWithWhatDiffers(AlertStatus status, int named)
    {
        var alert = await Store.AddAlertAsync(new() { Status = status });
        var use = CoverageSeed.Use(Store.Now.AddDays(30));
        (use.Title, use.Owner) = (AlertStore.Hostile, AlertStore.Hostile);
        await AddAsync(use);
        SignIn(Roles.Manager);

        var page = Render<AlertPage>(given => given.Add(p => p.Id, alert.PublicId));

        page.WaitForAssertion(() => Assert.Equal(named, page.FindAll("[aria-labelledby=approval-title] article").Count), TimeSpan.FromSeconds(10));
        Assert.Empty(page.FindAll("img"));
        if (named == 0)
            return;
        Assert.Contains("3 of 4 conditions hold", page.Find("[aria-labelledby=approval-title] article").TextContent, StringComparison.Ordinal);
        Assert.Equal(AppRoutes.UseOf(use.Id), page.Find("[aria-labelledby=approval-title] article a").GetAttribute("href"));
        Assert.Equal(2, page.FindAll("[aria-labelledby=approval-title] article mark").Count);
    }

    private async Task AddAsync(ApprovedUseRow use)
    {
        await using var db = Store.CreateDbContext();
        db.ApprovedUses.Add(use);
        await db.SaveChangesAsync(Cancel);
    }
}
