using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Baseline.Entry;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Decisions.Panels;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

public sealed class UsePagesTests : PageContext
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly ProposeCommands _propose;

    public UsePagesTests()
    {
        var check = UseChecks.For(Store);
        _propose = new(Store, Store.Time, Store.Notices, check);
        Services.AddScoped<BaselineQueries>();
        Services.AddSingleton(check);
        Services.AddSingleton(UseChecks.PreviewOf(Store));
        Services.AddSingleton(_propose);
        Services.AddSingleton(new BaselineCommands(Store, Store.Time, Store.Notices, new JudgeRequestsSpy(), check));
    }

    private AllowRequest Request => new()
    {
        Title = AlertStore.Hostile,
        Conditions = UseChecks.Covering,
        Owner = AlertStore.Hostile,
        Reason = AlertStore.Hostile,
        Ticket = AlertStore.Hostile,
        Acknowledgement = "For the test.",
        ReviewUtc = Store.Now.AddDays(30),
        ExpiresUtc = Store.Now.AddDays(60),
    };

    [Fact]
    public void UsePage_NoSuchEntry_SaysSo()
    {
        SignIn(AlertStore.Manager);

        var page = Render<UsePage>(parameters => parameters.Add(p => p.Id, Guid.NewGuid()));

        page.WaitForAssertion(() => Assert.Equal("There is no such approved use", page.Find(".tc-empty-title").TextContent), _patience);
    }

    [Fact]
    public async Task UsePage_HostileEntry_IsTextWithItsHistoryAndReach()
    {
        await Store.AddAlertAsync(new() { Host = "ws-1", Chain = AlertStore.Hostile });
        var id = await ProposeAsync();
        Assert.IsType<DecisionResult.Done>(await _propose.ReviseAsync(AlertStore.Analyst, id, 0, Request with { Owner = "Desktop team" }, AlertStore.Hostile, CancellationToken.None));

        var page = UsePage(AlertStore.Manager, id);

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(AlertStore.Hostile, page.Find("h1").TextContent);
        Assert.Contains($"Owner: {AlertStore.Hostile} → Desktop team", page.Find("ol").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("1 stored alert", page.Find(".preview").TextContent, StringComparison.Ordinal), _patience);
        Assert.Empty(page.FindAll("form, article button"));
        Assert.DoesNotContain(page.FindAll("a"), link => link.GetAttribute("href")!.EndsWith("/edit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UsePage_Admin_ChangesTheOwner()
    {
        var id = await ProposeAsync();
        var page = UsePage(AlertStore.Admin, id);

        page.Find("form input").Change("Print team");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Print team", page.Find("article dl").TextContent, StringComparison.Ordinal), _patience);
    }

    [Fact]
    public async Task Editor_Typing_CountsAndFindsWithoutTouchingTheField()
    {
        await Store.AddAlertAsync(new() { Host = "ws-1" });
        await Store.AddAlertAsync(new() { Host = "srv-1" });
        var page = Editor(AlertStore.Analyst, await ProposeAsync());
        page.WaitForAssertion(() => Assert.Contains("1 stored alert", page.Find(".preview").TextContent, StringComparison.Ordinal), _patience);
        var field = page.FindComponents<PatternInput>()[0];
        var renders = field.RenderCount;

        field.Find("input").Input("*");
        page.WaitForAssertion(() => Assert.Contains("2 stored alerts", page.Find(".preview").TextContent, StringComparison.Ordinal), _patience);

        Assert.Equal(renders, field.RenderCount);
        Assert.Contains("matches everything", page.Find(".finding.bad").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_Steps_WidenAndNarrowAgain()
    {
        var page = Editor(AlertStore.Analyst, await ProposeAsync());
        page.WaitForState(() => page.FindComponents<PatternInput>().Count == 5, _patience);

        await PressAsync("Wider");
        Assert.Equal(@"example\*", page.FindComponents<PatternInput>()[1].Find("input").GetAttribute("value"));
        await PressAsync("Narrower");

        Assert.Equal(@"example\pat", page.FindComponents<PatternInput>()[1].Find("input").GetAttribute("value"));

        // Found and pressed in one turn: the preview draws the page anew meanwhile.
        Task PressAsync(string step) => page.InvokeAsync(() =>
            page.FindAll(".condition")[1].QuerySelectorAll("button").Single(button => button.TextContent == step).Click());
    }

    [Fact]
    public async Task Editor_NewVersion_IsProposedAndTheEditorLeft()
    {
        var id = await ProposeAsync();
        var page = Editor(AlertStore.Analyst, id);
        // Until the preview has come, it draws the form anew under whoever fills it in.
        page.WaitForState(() => page.Find(".preview").TextContent.Contains("stored alert", StringComparison.Ordinal), _patience);

        page.Find("#use-title").Change("Printers");
        page.Find("#use-owner").Change(string.Empty);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Owner", page.Find(".tc-faults").TextContent, StringComparison.Ordinal), _patience);
        page.Find("#use-owner").Change("Desktop team");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith(AppRoutes.UseOf(id), Address, StringComparison.Ordinal), _patience);
        await using var db = Store.CreateDbContext();
        Assert.Equal(("Printers", 1, ApprovedUseState.Proposed), await db.ApprovedUses.Select(u => ValueTuple.Create(u.Title, u.Version, u.State)).SingleAsync(Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Editor_Blank_StartsWithNoConditionAndSaysWhatIsMissing()
    {
        var page = Editor(AlertStore.Analyst, null);

        page.WaitForAssertion(() => Assert.Contains("Only 0 of at least 3", page.Find(".preview").TextContent, StringComparison.Ordinal), _patience);
        Assert.Empty(page.FindAll(".condition"));
    }

    private async Task<Guid> ProposeAsync() => (await _propose.ProposeAsync(AlertStore.Analyst, Request, CancellationToken.None)).UseId!.Value;

    private IRenderedComponent<UsePage> UsePage(Actor by, Guid id)
    {
        SignIn(by);
        var page = Render<UsePage>(parameters => parameters.Add(p => p.Id, id));
        page.WaitForState(() => page.FindAll("h1").Count > 0, _patience);
        return page;
    }

    private IRenderedComponent<UseEditorPage> Editor(Actor by, Guid? id)
    {
        SignIn(by);
        return Render<UseEditorPage>(parameters => parameters.Add(p => p.Id, id));
    }
}
