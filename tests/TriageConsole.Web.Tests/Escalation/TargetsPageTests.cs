using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Cases.OneCase;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Escalation.Page;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Controls;
using Xunit;
using TestContext = Xunit.TestContext;

namespace TriageConsole.Web.Tests.Escalation;

/// <summary>The page of targets, the choice when escalating, and the delivery log.</summary>
public sealed class TargetsPageTests : TriagePageContext
{
    private const string Secret = "an old and well kept secret";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Page_NoTargets_SaysWhatToDo()
    {
        SignIn(Roles.Admin);

        var page = Render<TargetsPage>();

        Assert.Contains("There are no targets yet", page.Find(".tc-empty").TextContent, StringComparison.Ordinal);
        Assert.Equal(6, page.FindAll("[role=group] button").Count);
    }

    [Fact]
    public async Task Page_AddWithFaults_ShowsAllAtTheirFieldsAndKeepsWhatWasTyped()
    {
        SignIn(Roles.Admin);
        var page = Render<TargetsPage>();

        await page.FindAll("[role=group] button")[0].ClickAsync(new());
        await page.Find("#target-address").ChangeAsync(Hostile.Markup);
        await page.Find("form").SubmitAsync();

        Assert.Equal(3, page.FindAll("[aria-invalid=true]").Count);
        Assert.Equal(Hostile.Markup, page.Find("#target-address").GetAttribute("value"));
        Assert.Empty(page.FindAll("img"));
        await using var db = Store.CreateDbContext();
        Assert.Empty(db.EscalationTargets);
    }

    [Fact]
    public async Task Page_SavedTarget_NeverShowsItsSecretAgain()
    {
        SignIn(Roles.Admin);
        var page = Render<TargetsPage>();
        await page.FindAll("[role=group] button")[0].ClickAsync(new());
        await page.Find("#target-name").ChangeAsync(Hostile.Markup);
        await page.Find("#target-address").ChangeAsync("https://soar.example/hook/path");
        await page.Find("#target-secret").ChangeAsync(Secret);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);

        await page.Find("form").SubmitAsync();

        Assert.Empty(page.FindAll("form, img"));
        Assert.Equal(Hostile.Markup, page.Find("tbody th").TextContent);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("hook/path", page.Markup, StringComparison.Ordinal);
        await page.Find("button[aria-label^='Edit']").ClickAsync(new());
        Assert.Equal("https://soar.example/hook/path", page.Find("#target-address").GetAttribute("value"));
        Assert.Equal(("password", null), (page.Find("#target-secret").GetAttribute("type"), page.Find("#target-secret").GetAttribute("value")));
        Assert.Contains("stored", page.Find("#target-secret").GetAttribute("placeholder"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_EachKind_HasAFormThatSaysWhatIsMissing()
    {
        SignIn(Roles.Admin);
        foreach (var kind in Services.GetRequiredService<TargetCatalog>().All)
        {
            var page = Render<TargetsPage>();
            await page.FindAll("[role=group] button").Single(b => b.TextContent == $"Add {kind.Title}").ClickAsync(new());
            await page.Find("form").SubmitAsync();

            Assert.Contains("Name:", page.Find("#target-name-fault").TextContent, StringComparison.Ordinal);
            Assert.All(kind.Fields, field => Assert.Single(page.FindAll($"#target-{field.Name}")));
            Assert.All(
                kind.Fields.Where(f => f.IsRequired && f.Default.Length == 0),
                field => Assert.NotEmpty(page.Find($"#target-{field.Name}-fault").TextContent.Trim()));
        }
    }

    [Fact]
    public async Task Page_TestOfAForbiddenDestination_SaysWhy()
    {
        SignIn(Roles.Admin);
        var edit = TargetEdit.New(Services.GetRequiredService<TargetCatalog>().Find("webhook")!);
        edit.Name = "here";
        (edit.Values["address"], edit.Values["secret"]) = ("http://127.0.0.1:9/", Secret);
        Assert.Empty(await Services.GetRequiredService<TargetCommands>().SaveAsync(AlertStore.Admin, edit, Cancel));
        var page = Render<TargetsPage>();

        await page.Find("button[aria-label^='Send a test']").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("AllowPrivateDestinations", page.Find("[role=status]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Page_Remove_AsksFirst()
    {
        SignIn(Roles.Admin);
        await OutboxBench.AddTargetAsync(Store, "old");
        var page = Render<TargetsPage>();

        await page.Find("button[aria-label='Remove old']").ClickAsync(new());
        await using (var before = Store.CreateDbContext())
            Assert.Equal(1, await before.EscalationTargets.CountAsync(Cancel));
        await page.FindAll("button").Single(b => b.TextContent == "Remove for good").ClickAsync(new());

        Assert.Single(page.FindAll(".tc-empty"));
    }

    [Fact]
    public async Task TargetChoices_Targets_AreTickedOnlyByDefaultAndChosenByHand()
    {
        var plain = await OutboxBench.AddTargetAsync(Store, "plain " + Hostile.Markup);
        await OutboxBench.AddTargetAsync(Store, "off", isEnabled: false);
        var preset = await OutboxBench.AddTargetAsync(Store, "preset");
        await using (var db = Store.CreateDbContext())
            await db.EscalationTargets.Where(t => t.Id == preset).ExecuteUpdateAsync(set => set.SetProperty(t => t.IsDefault, true), Cancel);
        SignIn(Roles.Analyst);
        HashSet<long> chosen = [];

        var choices = Render<TargetChoices>(given => given.Add(p => p.Chosen, chosen));

        Assert.Equal(2, choices.FindAll("input").Count);
        Assert.Empty(choices.FindAll("img"));
        Assert.Equal([preset], chosen);
        await choices.FindAll("input")[0].ChangeAsync(true);
        await choices.FindAll("input")[1].ChangeAsync(false);
        Assert.Equal([plain], chosen);
    }

    [Fact]
    public void TargetChoices_NoTarget_ShowsNothing()
    {
        SignIn(Roles.Analyst);

        Assert.Empty(Render<TargetChoices>(given => given.Add(p => p.Chosen, [])).Markup.Trim());
    }

    [Theory]
    [InlineData(Roles.Analyst, true)]
    [InlineData(Roles.Manager, false)]
    public async Task CaseAndAlertPage_FailedDelivery_ShowItAndWhoDecidesMayTryAgain(string role, bool mayRetry)
    {
        var (alert, caseId) = await EscalateAsync();
        await using (var db = Store.CreateDbContext())
        {
            await db.Deliveries.ExecuteUpdateAsync(
                set => set.SetProperty(d => d.State, DeliveryState.GaveUp).SetProperty(d => d.Attempts, 12).SetProperty(d => d.LastAnswer, Hostile.Markup), Cancel);
        }

        SignIn(role);
        var ofCase = Render<CasePage>(given => given.Add(p => p.Id, caseId));
        var ofAlert = Render<AlertPage>(given => given.Add(p => p.Id, alert));

        foreach (var row in (string[])[ofCase.Find("[aria-labelledby=deliveries-title] tbody").TextContent, ofAlert.Find("[aria-labelledby=deliveries-title] tbody").TextContent])
        {
            Assert.Contains("Given up after 12 attempts", row, StringComparison.Ordinal);
            Assert.Contains(Hostile.Markup, row, StringComparison.Ordinal);
        }

        Assert.Empty(ofCase.FindAll("[aria-labelledby=deliveries-title] img"));
        var buttons = ofCase.FindAll("[aria-labelledby=deliveries-title] button");
        Assert.Equal(mayRetry ? 1 : 0, buttons.Count);
        if (!mayRetry)
            return;
        await buttons[0].ClickAsync(new());
        await using var after = Store.CreateDbContext();
        Assert.Equal(DeliveryState.Waiting, (await after.Deliveries.SingleAsync(Cancel)).State);
        Assert.Contains("tried again by", ofCase.Find("[aria-labelledby=deliveries-title] tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CasePage_NothingWasSent_ShowsNoDeliveries()
    {
        var seeded = await Store.AddAlertAsync(new());
        var (_, caseId) = await OutboxBench.Escalating(Store, Jobs).EscalateAsync(AlertStore.Analyst, seeded.PublicId, 0, new(null, "t", "n"), Cancel);
        SignIn(Roles.Analyst);

        Assert.Empty(Render<CasePage>(given => given.Add(p => p.Id, caseId!.Value)).FindAll("[aria-labelledby=deliveries-title]"));
    }

    [Theory]
    [InlineData(DeliveryState.Delivered, 1, true, false, "said", "Delivered", false)]
    [InlineData(DeliveryState.Refused, 1, true, false, "said", "Refused", true)]
    [InlineData(DeliveryState.Refused, 1, false, true, "said", "Refused", false)]
    [InlineData(DeliveryState.GaveUp, 4, true, false, "said", "Given up after 4 attempts", true)]
    [InlineData(DeliveryState.Waiting, 0, true, false, null, "Waiting", false)]
    [InlineData(DeliveryState.Waiting, 0, false, false, null, "Waiting: the target is switched off", false)]
    [InlineData(DeliveryState.Waiting, 2, true, false, null, "Sending, attempt 2", false)]
    [InlineData(DeliveryState.Waiting, 2, true, false, "said", "Attempt 2 of 12 failed", false)]
    public void DeliveryWords_EachState_IsSaid(DeliveryState state, int attempts, bool isOn, bool isGone, string? answer, string words, bool mayRetry)
    {
        var line = new DeliveryLine(1, 1, "t", "webhook", state, attempts, 12, default, null, answer, null, null, isOn, isGone);

        Assert.Equal(words, DeliveryWords.Of(line));
        Assert.Equal(mayRetry, DeliveryWords.MayRetry(line));
    }

    private async Task<(Guid Alert, long CaseId)> EscalateAsync()
    {
        var target = await OutboxBench.AddTargetAsync(Store, "soc");
        var alert = await Store.AddAlertAsync(new());
        var (_, caseId) = await OutboxBench.Escalating(Store, Jobs).EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, new(null, "A case", "A note.", [target]), Cancel);
        return (alert.PublicId, caseId!.Value);
    }
}
