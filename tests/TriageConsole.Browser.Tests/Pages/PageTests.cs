using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Data;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web;
using TriageConsole.Web.Features.Cases;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Pages;

/// <summary>
/// Every page, full of data part of which is markup, as a role that may see it, in both themes and two widths: loads,
/// complains of nothing, is accessible, does not scroll sideways.
/// </summary>
public sealed class PageTests(ChromiumFixture chromium, FilledConsole server) : BrowserTest(chromium, server), IClassFixture<FilledConsole>
{
    [Theory]
    [InlineData("alerts", Roles.Analyst, ".queue tbody tr[data-row]")]
    [InlineData("alerts-narrowed", Roles.Manager, ".queue tbody tr[data-row]")]
    [InlineData("alerts-patterns", Roles.Analyst, ".patterns tbody tr[data-row]")]
    [InlineData("alert", Roles.Analyst, ".tc-tree-svg .tc-node")]
    [InlineData("alert-wide", Roles.Manager, ".tc-tree-svg .tc-node")]
    [InlineData("hunt", Roles.Analyst, ".hunt tbody tr[data-row]")]
    [InlineData("hunt-process", Roles.Analyst, ".tc-tree-svg .tc-node")]
    [InlineData("hosts", Roles.Manager, ".hosts tbody tr[data-row]")]
    [InlineData("host", Roles.Analyst, ".tc-day-strip rect")]
    [InlineData("cases", Roles.Manager, "main .tc-table tbody tr")]
    [InlineData("case", Roles.Analyst, "main .tc-table tbody tr")]
    [InlineData("case-report", Roles.Manager, "svg.tc-tree-print")]
    [InlineData("notifications", Roles.Manager, "main .tc-empty")]
    [InlineData("notification-choices", Roles.Analyst, "main form table")]
    [InlineData("baseline", Roles.Admin, "article.tc-use")]
    [InlineData("baseline-use", Roles.Admin, "main .preview details")]
    [InlineData("baseline-new", Roles.Analyst, "main .preview strong")]
    [InlineData("baseline-edit", Roles.Admin, "main .preview details")]
    [InlineData("baseline-groups", Roles.Admin, "main .tc-table tbody tr")]
    [InlineData("baseline-import", Roles.Admin, "main .tc-drop")]
    [InlineData("baseline-audit", Roles.Manager, "main article.tc-panel")]
    [InlineData("baseline-inventory", Roles.Manager, "main .tc-table tbody tr")]
    [InlineData("baseline-suggestions", Roles.Analyst, "main article, main .tc-empty")]
    [InlineData("baseline-packs", Roles.Admin, "main section.tc-panel")]
    [InlineData("detection", Roles.Manager, ".tc-signals tbody tr")]
    [InlineData("detection-signal", Roles.Analyst, ".tc-doc h3")]
    [InlineData("detection-settings", Roles.Admin, "form.tc-panel fieldset")]
    [InlineData("detection-runs", Roles.Admin, ".tc-changes tbody tr")]
    [InlineData("self-test", Roles.Admin, ".tc-self-test tbody tr")]
    [InlineData("coverage", Roles.Manager, ".tc-chart-canvas canvas")]
    [InlineData("imports", Roles.Admin, ".tc-imports tbody tr")]
    [InlineData("import", Roles.Analyst, "main .tc-table tbody tr")]
    [InlineData("users", Roles.Admin, "main table tbody tr")]
    [InlineData("tokens", Roles.Admin, "main .tc-empty")]
    [InlineData("targets", Roles.Admin, "main .tc-table tbody tr")]
    [InlineData("response-times", Roles.Admin, "main form input")]
    [InlineData("storage", Roles.Admin, "main .tc-facts dd")]
    [InlineData("change-password", Roles.Analyst, "main form label")]
    public async Task Page_FullOfData_LoadsAccessiblyInEveryLook(string page, string role, string shows)
    {
        await SignInAsync(role);
        foreach (var theme in Looks.Themes)
        {
            await Page.SetThemeAsync(Server.Address, theme);
            await Page.SetViewportSizeAsync(Looks.Wide, 900);
            var answer = await GoToAsync(AddressOf(page));
            Assert.Equal(200, answer!.Status);
            await Expect(Page.Locator(shows).First).ToBeVisibleAsync();

            // Part of the data is markup: as such it would stand here.
            await Expect(Page.Locator("main img, main iframe, main b, main i, [onerror]")).ToHaveCountAsync(0);
            foreach (var width in (int[])[Looks.Wide, Looks.Narrow])
            {
                await Page.SetViewportSizeAsync(width, 900);
                await Page.WaitForTimeoutAsync(350);
                await ScreenshotAsync(string.Create(CultureInfo.InvariantCulture, $"{page}-{theme}-{width}"));
                await Page.AssertAccessibleAsync();
                await Page.AssertNoSidewaysScrollAsync();
            }
        }
    }

    [Fact]
    public async Task Alert_OfAProcessNamedMarkup_ShowsTheNameAsText()
    {
        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.AlertOf(server.MarkupAlert));
        await Expect(Page.Locator(".tc-tree-svg .tc-node").Filter(new() { HasText = "<img" }).First).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await Expect(Page.Locator("main img")).ToHaveCountAsync(0);
    }

    /// <summary>Whatever leaves the console as a file: data of its kind, never a page, never a formula.</summary>
    [Fact]
    public async Task Exports_OfHostileData_AreDataAndNothingElse()
    {
        await SignInAsync(Roles.Admin);
        await GoToAsync(AppRoutes.ChangePassword);
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var escalation = await db.Escalations.Where(e => e.CaseId == server.CaseId).Select(e => e.Id).FirstAsync(TestContext.Current.CancellationToken);
        var told = 0;
        foreach (var address in (string[])
            [
                AppRoutes.HuntCsv, AppRoutes.HuntNdjson, AppRoutes.BaselineJson, AppRoutes.BaselineAuditCsv, AppRoutes.BaselineInventoryCsv,
                AppRoutes.BaselineWdacDraft, AppRoutes.BaselineAppLockerDraft, AppRoutes.ImportDiagnosticsOf(server.FaultyImport), EscalationEndpoint.Of(server.CaseId, escalation),
            ])
        {
            var answer = await Page.APIRequest.GetAsync(address);
            var text = await answer.TextAsync();
            Assert.True(answer.Status == 200, $"{address}: {answer.Status} {text}");
            Assert.Equal("nosniff", answer.Headers.GetValueOrDefault("x-content-type-options"));
            Assert.StartsWith("attachment", answer.Headers.GetValueOrDefault("content-disposition"), StringComparison.Ordinal);
            told += AssertIs(answer.Headers["content-type"].Split(';')[0], text, address) ? 1 : 0;
        }

        Assert.True(told >= 3, $"Only {told} of the files hold the process whose name is markup.");
    }

    /// <summary>Reads a file by the rules of its kind; true where the hostile name is in it.</summary>
    private static bool AssertIs(string type, string text, string address)
    {
        switch (type)
        {
            case "text/csv":
                Assert.All(Cells(text), cell => Assert.False(cell.TrimStart() is ['=' or '+' or '-' or '@', ..], $"{address}: {cell}"));
                break;
            case "application/json":
                using (JsonDocument.Parse(text))
                    break;
            case "application/x-ndjson":
                foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    JsonDocument.Parse(line).Dispose();
                break;
            default:
                Assert.True(type is "application/xml" or "text/xml", $"{address} is {type}");
                Assert.DoesNotContain(XDocument.Parse(text).Descendants(), part => part.Name.LocalName is "img" or "script");
                break;
        }

        return text.Contains("onerror=alert(1)", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Cells(string csv)
    {
        for (var at = csv.StartsWith('\uFEFF') ? 1 : 0; at < csv.Length; at++)
        {
            var cell = new StringBuilder();
            var quoted = csv[at] == '"';
            for (at += quoted ? 1 : 0; at < csv.Length && (quoted || csv[at] is not (',' or '\r' or '\n')); at++)
            {
                if (quoted && csv[at] == '"' && (at + 1 == csv.Length || csv[++at] != '"'))
                    break;
                cell.Append(csv[at]);
            }

            yield return cell.ToString();
        }
    }

    [Theory]
    [InlineData(Roles.Analyst, AppRoutes.Users)]
    [InlineData(Roles.Manager, AppRoutes.Users)]
    [InlineData(Roles.Analyst, AppRoutes.Tokens)]
    [InlineData(Roles.Manager, AppRoutes.Storage)]
    [InlineData(Roles.Analyst, AppRoutes.Targets)]
    public async Task AdminPage_AsSomebodyElse_IsRefused(string role, string address)
    {
        await SignInAsync(role);
        await GoToAsync(address);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Not allowed" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Table)).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Users" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(Roles.Analyst, false)]
    [InlineData(Roles.Admin, true)]
    public async Task Jobs_ByRole_AreOpenToAdminsOnly(string role, bool opens)
    {
        await SignInAsync(role);
        if (!opens)
            Watch.Expect("403");
        var answer = await GoToAsync(AppRoutes.Jobs);
        Assert.Equal(opens, answer!.Ok && Page.Url.EndsWith(AppRoutes.Jobs, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Roles.Analyst)]
    [InlineData(Roles.Manager)]
    public async Task ImportsAndBaseline_AsNoAdmin_OfferNothingThatAdminsDecide(string role)
    {
        await SignInAsync(role);
        await GoToAsync(AppRoutes.Imports);
        await Expect(Page.Locator(".tc-imports tbody tr").First).ToBeVisibleAsync();
        await Expect(Page.Locator("input[type=file]")).ToHaveCountAsync(0);
        await GoToAsync(AppRoutes.Baseline);
        await Expect(Page.Locator("article.tc-use").First).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
    }

    private string AddressOf(string page) => page switch
    {
        "alerts" => AppRoutes.Alerts,
        "alerts-narrowed" => AppRoutes.Alerts + "?status=open,escalated,pending,allowed,covered,closed&from=2026-11-18&until=2026-11-20",
        "alerts-patterns" => AppRoutes.Alerts + "?view=pattern",
        "alert" => AppRoutes.AlertOf(server.MarkupAlert),
        "alert-wide" => AppRoutes.AlertOf(server.WideAlert),
        "hunt" => AppRoutes.Hunt,
        "hunt-process" => AppRoutes.ProcessOf(server.MarkupProcess),
        "hosts" => AppRoutes.Hosts,
        "host" => AppRoutes.HostOf(server.MarkupHost),
        "cases" => AppRoutes.Cases,
        "case" => AppRoutes.CaseOf(server.CaseId),
        "case-report" => AppRoutes.CaseReportOf(server.CaseId),
        "notifications" => AppRoutes.Notifications,
        "notification-choices" => AppRoutes.NotificationChoices,
        "baseline" => AppRoutes.Baseline,
        "baseline-use" => AppRoutes.UseOf(server.Proposal),
        "baseline-new" => AppRoutes.BaselineNew,
        "baseline-edit" => AppRoutes.UseEditOf(server.Proposal),
        "baseline-groups" => AppRoutes.BaselineGroups,
        "baseline-import" => AppRoutes.BaselineImport,
        "baseline-audit" => AppRoutes.BaselineAudit,
        "baseline-inventory" => AppRoutes.BaselineInventory,
        "baseline-suggestions" => AppRoutes.BaselineSuggestions,
        "baseline-packs" => AppRoutes.BaselinePacks,
        "coverage" => AppRoutes.Coverage,
        "detection" => AppRoutes.Detection,
        "detection-signal" => AppRoutes.SignalOf("pubprn-moniker"),
        "detection-settings" => AppRoutes.Detection + "?tab=settings&version=1",
        "detection-runs" => AppRoutes.Detection + "?tab=runs",
        "self-test" => AppRoutes.SelfTest,
        "imports" => AppRoutes.Imports,
        "import" => AppRoutes.ImportOf(server.FaultyImport),
        "users" => AppRoutes.Users,
        "tokens" => AppRoutes.Tokens,
        "targets" => AppRoutes.Targets,
        "response-times" => AppRoutes.ResponseTimes,
        "storage" => AppRoutes.Storage,
        _ => AppRoutes.ChangePassword,
    };
}
