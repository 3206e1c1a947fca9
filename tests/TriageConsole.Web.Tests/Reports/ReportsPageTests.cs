using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Notifications.Mail;
using TriageConsole.Web.Features.Reports;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Features.Reports.Evidence;
using TriageConsole.Web.Features.Reports.Making;
using TriageConsole.Web.Features.Reports.Page;
using TriageConsole.Web.Features.Reports.Schedules;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Imports;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

public sealed class ReportsPageTests : PageContext
{
    private readonly StorageFolder _storage = new(Directory.CreateTempSubdirectory("triage-reports-page-").FullName);
    private readonly JobClientSpy _jobs = new();

    public ReportsPageTests()
    {
        var options = Options.Create(new ReportsOptions { Chromium = ReportsOptions.None });
        Services.AddSingleton(options);
        Services.AddSingleton(Options.Create(new MailOptions()));
        Services.AddSingleton(Options.Create(new EscalationOptions()));
        Services.AddSingleton(_storage);
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton<InstanceKey>();
        Services.AddSingleton<ReportFolder>();
        Services.AddSingleton<ReportRows>();
        Services.AddSingleton<ChromiumPrinter>();
        Services.AddSingleton(new ReportDoorbell(_jobs));
        Services.AddSingleton<ReportMail>();
        Services.AddSingleton<ReportQueries>();
        Services.AddSingleton<ReportCommands>();
        Services.AddSingleton<ScheduleCommands>();
    }

    [Fact]
    public void Render_Empty_SaysWhatToDo()
    {
        var page = Page(AlertStore.Manager);
        Assert.Equal("No report was made yet", page.Find(".tc-empty-title").TextContent);
        Assert.Contains("Reports:Chromium is 'none'", page.Find("p.tc-muted").TextContent, StringComparison.Ordinal);
        Assert.Contains("The key is made with the first pack", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Analyst_SeesReportsAndMakesNone()
    {
        AddReport(report => report.Files.AddRange([File(ReportFileKind.Html), File(ReportFileKind.Pack)]));
        var page = Page(AlertStore.Analyst);
        Assert.Empty(page.FindAll("form"));
        Assert.Empty(page.FindAll("button"));
        Assert.Equal(2, page.FindAll("a[href^='/reports/1/files/']").Count);
        Assert.Contains("Evidence pack (managers and admins)", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileEverywhere_IsText()
    {
        AddReport(report =>
        {
            (report.GroupId, report.GroupName, report.Error, report.ScheduleName, report.RequestedBy) = (Guid.NewGuid(), AlertStore.Hostile, AlertStore.Hostile, AlertStore.Hostile, null);
            (report.State, report.Destination, report.Recipients, report.Delivery, report.DeliveryAnswer) = (ReportState.Completed, ReportDestination.Mail, AlertStore.Hostile, ReportDelivery.GaveUp, AlertStore.Hostile);
            report.PdfNote = AlertStore.Hostile;
        });
        using (var db = Store.CreateDbContext())
        {
            db.ReportSchedules.Add(new() { Name = AlertStore.Hostile, Zone = "UTC", ChangedBy = AlertStore.Hostile, IsOn = true, NextUtc = Store.Now });
            db.ReportHistory.Add(new() { AtUtc = Store.Now, UserName = AlertStore.Hostile, Subject = AlertStore.Hostile });
            db.SaveChanges();
        }

        var page = Page(AlertStore.Manager);
        Assert.Empty(page.FindAll("img"));
        Assert.True(page.FindAll("td, th").Count(cell => cell.TextContent.Contains(AlertStore.Hostile, StringComparison.Ordinal)) >= 6);
        Assert.NotNull(page.Find("button[aria-label^='Send the report']"));
    }

    [Fact]
    public void Make_LastMonth_IsAskedForWithTheDaysOfTheZone()
    {
        var page = Page(AlertStore.Manager);
        page.FindAll("[aria-label=Periods] button").Single(button => button.TextContent == "Last month").Click();
        page.Find("form.new-report").Submit();

        page.WaitForAssertion(() => Assert.Single(_jobs.Imports));
        using var db = Store.CreateDbContext();
        var row = Assert.Single(db.Reports);
        Assert.Equal((new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28), "UTC", true, "mona"), (row.FromDay, row.UntilDay, row.Zone, row.HasPack, row.RequestedBy));
        page.WaitForAssertion(() => Assert.Contains("Queued", page.Find("tbody").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Make_Future_IsAnnouncedAndNonsenseRefused()
    {
        var page = Page(AlertStore.Manager);
        page.FindAll("input[type=date]")[0].Change("2031-01-01");
        page.FindAll("input[type=date]")[1].Change("2031-01-31");
        Assert.Contains("lies in the future", page.Find("form.new-report [role=status]").TextContent, StringComparison.Ordinal);
        page.FindAll("input[type=date]")[1].Change("2030-01-31");
        page.Find("form.new-report").Submit();
        page.WaitForAssertion(() => Assert.Contains("The first day lies after the last.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(_jobs.Imports);
    }

    [Fact]
    public void Running_Cancelled_SaysThatItStops()
    {
        AddReport(report => (report.State, report.Step, report.Done, report.Total) = (ReportState.Running, "Packing csv/alerts.csv", 7, 24));
        var page = Page(AlertStore.Manager);
        Assert.Equal(("7", "24"), (page.Find("progress").GetAttribute("value"), page.Find("progress").GetAttribute("max")));
        page.Find("button[aria-label^='Cancel the report']").Click();
        page.WaitForAssertion(() => Assert.Equal("Stopping …", page.Find("button[aria-label^='Cancel the report']").TextContent));
    }

    [Fact]
    public void Delete_AskedTwice_Deletes()
    {
        AddReport(_ => { });
        var page = Page(AlertStore.Manager);
        page.Find("button[aria-label^='Delete the report']").Click();
        Assert.Single(page.FindAll("td button"), button => button.TextContent == "Keep it");
        page.FindAll("td button").Single(button => button.TextContent == "Delete for good").Click();
        page.WaitForAssertion(() => Assert.Equal("No report was made yet", page.Find(".tc-empty-title").TextContent));
    }

    [Fact]
    public void Schedule_Added_StandsInTheListWithItsNextTime()
    {
        var page = Page(AlertStore.Manager);
        page.FindAll("button").Single(button => button.TextContent == "Add a schedule").Click();
        page.Find("form.schedule input").Change("Monday");
        page.Find("form.schedule").Submit();
        page.WaitForAssertion(() => Assert.Contains("Every Monday at 06:00, UTC", page.Find("[aria-label='List of schedules'] tbody").TextContent, StringComparison.Ordinal));
        Assert.Contains("2026-03-09 06:00:00", page.Find("[aria-label='List of schedules'] tbody").TextContent, StringComparison.Ordinal);
        page.Find("button[aria-label='Switch Monday off']").Click();
        page.WaitForAssertion(() => Assert.Contains("switched off", page.Find("[aria-label='List of schedules'] tbody").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Notice_OfAFirstPack_ShowsItsFilesAndTheKey()
    {
        var page = Page(AlertStore.Manager);
        AddReport(report => report.Files.Add(File(ReportFileKind.Pack)));
        var key = Services.GetRequiredService<InstanceKey>().Public();
        Store.Notices.Publish(Topic.Reports);
        page.WaitForAssertion(() => Assert.Contains(key.Spaced, page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(AppRoutes.ReportsKey, page.Find("a[download='triage-console-key.pem']").GetAttribute("href"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            Directory.Delete(_storage.Root, recursive: true);
    }

    private static ReportFileRow File(ReportFileKind kind) => new() { Kind = kind, Name = "file", Bytes = 1, Sha256 = new('A', 64) };

    private void AddReport(Action<ReportRow> change)
    {
        using var db = Store.CreateDbContext();
        var row = new ReportRow { FromDay = new(2026, 2, 1), UntilDay = new(2026, 2, 28), Zone = "UTC", RequestedBy = "mona", CreatedUtc = Store.Now, FinishedUtc = Store.Now, State = ReportState.Completed };
        change(row);
        db.Reports.Add(row);
        db.SaveChanges();
    }

    private IRenderedComponent<ReportsPage> Page(Actor actor)
    {
        SignIn(actor);
        var page = Render<ReportsPage>();
        page.WaitForState(() => !page.Markup.Contains("Loading reports", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        return page;
    }
}
