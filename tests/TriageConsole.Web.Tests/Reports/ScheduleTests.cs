using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Notifications.Mail;
using TriageConsole.Web.Features.Reports;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Features.Reports.Schedules;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Escalation.Benches;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

public sealed class ScheduleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ScheduleEdit Monday => new() { Name = "Weekly <b>", Zone = "UTC", Day = 1, Hour = 10, Destination = ReportDestination.Folder };

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Round_Due_AsksOnceForThePeriodBefore(Engine engine)
    {
        using var bench = new ReportBench(engine, new() { Chromium = ReportsOptions.None, Folder = Path.GetTempPath() });
        Assert.Empty((await Commands(bench).SaveAsync(AlertStore.Manager, Monday, Cancel)).Faults);
        var round = Round(bench);

        await round.RunAsync(Cancel);
        Assert.Empty(bench.Jobs.Imports);
        bench.Store.Time.Advance(TimeSpan.FromHours(1));
        await round.RunAsync(Cancel);
        await round.RunAsync(Cancel);

        var report = await bench.ReadAsync(Assert.Single(bench.Jobs.Imports));
        Assert.Equal((new DateOnly(2026, 2, 23), new DateOnly(2026, 3, 1), null, "Weekly <b>"), (report.FromDay, report.UntilDay, report.RequestedBy, report.ScheduleName));
        await using var db = bench.Store.CreateDbContext();
        Assert.Equal(new DateTime(2026, 3, 9, 10, 0, 0, DateTimeKind.Utc), DateTime.SpecifyKind((await db.ReportSchedules.SingleAsync(Cancel)).NextUtc, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Round_ConsoleStoodStillForWeeks_MakesOnlyTheLatest()
    {
        using var bench = new ReportBench(options: new() { Chromium = ReportsOptions.None, Folder = Path.GetTempPath() });
        await Commands(bench).SaveAsync(AlertStore.Manager, Monday, Cancel);
        bench.Store.Time.Advance(TimeSpan.FromDays(22));
        await Round(bench).RunAsync(Cancel);
        await Round(bench).RunAsync(Cancel);
        var report = await bench.ReadAsync(Assert.Single(bench.Jobs.Imports));
        Assert.Equal(new DateOnly(2026, 3, 23), report.UntilDay);
    }

    [Fact]
    public async Task Round_SwitchedOff_AsksForNothing()
    {
        using var bench = new ReportBench(options: new() { Chromium = ReportsOptions.None, Folder = Path.GetTempPath() });
        var id = (await Commands(bench).SaveAsync(AlertStore.Manager, Monday, Cancel)).Id;
        await Commands(bench).SwitchAsync(AlertStore.Manager, id, isOn: false, Cancel);
        bench.Store.Time.Advance(TimeSpan.FromDays(8));
        await Round(bench).RunAsync(Cancel);
        Assert.Empty(bench.Jobs.Imports);

        // What was missed is not made up for.
        await Commands(bench).SwitchAsync(AlertStore.Manager, id, isOn: true, Cancel);
        await Round(bench).RunAsync(Cancel);
        Assert.Empty(bench.Jobs.Imports);
    }

    [Fact]
    public async Task Commands_Nonsense_IsRefusedAndAnalystsMayNothing()
    {
        using var bench = new ReportBench();
        var commands = Commands(bench);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.SaveAsync(AlertStore.Analyst, Monday, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.RemoveAsync(AlertStore.Analyst, 1, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.SwitchAsync(AlertStore.Analyst, 1, true, Cancel));
        Assert.Contains("Folder: there is none in the settings", Assert.Single((await commands.SaveAsync(AlertStore.Manager, Monday, Cancel)).Faults), StringComparison.Ordinal);
        Assert.Contains((await commands.SaveAsync(AlertStore.Manager, Monday with { Destination = ReportDestination.Mail, Recipients = "a@example.com" }, Cancel)).Faults, fault => fault.StartsWith("Mail:", StringComparison.Ordinal));
        foreach (var edit in new[]
        {
            Monday with { Name = " " }, Monday with { Day = 7 }, Monday with { Hour = 24 }, Monday with { Zone = "x" }, Monday with { Cadence = ReportCadence.Monthly, Day = 29 },
            Monday with { Destination = ReportDestination.Mail, Recipients = "a@example.com\r\nBcc: b@example.com" }, Monday with { Destination = ReportDestination.Mail },
        })
        {
            Assert.NotEmpty((edit with { Destination = edit.Destination == ReportDestination.Mail ? ReportDestination.Mail : ReportDestination.Here }).Faults());
        }

        Assert.Empty((Monday with { Destination = ReportDestination.Here }).Faults());
    }

    [Fact]
    public async Task Sender_Folder_CopiesTheFilesOnceAndResolvesTheNotice()
    {
        var drop = Path.Combine(Path.GetTempPath(), $"triage-drop-{Guid.NewGuid():N}");
        using var bench = new ReportBench(options: new() { Chromium = ReportsOptions.None, Folder = drop });
        var report = await DueAsync(bench, ReportDestination.Folder);

        Assert.Equal(0, await Sender(bench, 1).RunAsync(Cancel));
        Assert.Contains("Reports:Folder is not there.", Assert.Single(await bench.Operations.ForAsync(AlertStore.Manager, Cancel)).Message, StringComparison.Ordinal);
        Assert.Equal((ReportDelivery.Waiting, 1), await StandsAsync(bench, report));
        Directory.CreateDirectory(drop);
        try
        {
            Assert.Equal(0, await Sender(bench, 1).RunAsync(Cancel));
            bench.Store.Time.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(1, await Sender(bench, 1).RunAsync(Cancel));
            Assert.Equal(0, await Sender(bench, 1).RunAsync(Cancel));
            var made = await bench.ReadAsync(report);
            Assert.Equal(made.Files.Select(file => (file.Name, file.Sha256)).Order(), Directory.GetFiles(drop).Select(path => (Path.GetFileName(path), ReportBench.Sha256(path))).Order());
            Assert.Equal((ReportDelivery.Delivered, 2), await StandsAsync(bench, report));
            Assert.Empty(await bench.Operations.ForAsync(AlertStore.Manager, Cancel));
        }
        finally
        {
            Directory.Delete(drop, recursive: true);
        }
    }

    [Fact]
    public async Task Sender_Mail_HangsTheFilesFromIt()
    {
        await using var server = new MailBench(Mood.Takes);
        using var bench = new ReportBench();
        var report = await DueAsync(bench, ReportDestination.Mail);
        Assert.Equal(1, await Sender(bench, server.Settings.Number("port")).RunAsync(Cancel));

        var message = Assert.Single(server.Messages);
        var made = await bench.ReadAsync(report);
        Assert.Contains("To: lead@example.com, soc@example.com", message, StringComparison.Ordinal);
        Assert.All(made.Files, file => Assert.Contains($"filename={file.Name}", message.Replace("\"", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Contains("https://triage.example/reports", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sender_PackTooLargeForAMail_IsLeftOutAndSaidSo()
    {
        await using var server = new MailBench(Mood.Takes);
        using var bench = new ReportBench();
        var report = await DueAsync(bench, ReportDestination.Mail);
        await using (var db = bench.Store.CreateDbContext())
            await db.ReportFiles.Where(f => f.Kind == ReportFileKind.Pack).ExecuteUpdateAsync(set => set.SetProperty(f => f.Bytes, 16_000_000), Cancel);

        Assert.Equal(1, await Sender(bench, server.Settings.Number("port")).RunAsync(Cancel));

        var message = Assert.Single(server.Messages);
        Assert.Contains("too large for this mail", message.Replace("=\r\n", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("application/zip", message, StringComparison.Ordinal);
        Assert.Equal((ReportDelivery.Delivered, 1), await StandsAsync(bench, report));
    }

    [Theory]
    [InlineData(Mood.Refuses, ReportDelivery.GaveUp)]
    [InlineData(Mood.IsDown, ReportDelivery.Waiting)]
    public async Task Sender_MailNotTaken_IsToldAndTriedAgainWhereItMayHelp(Mood mood, ReportDelivery state)
    {
        await using var server = new MailBench(mood);
        using var bench = new ReportBench();
        var report = await DueAsync(bench, ReportDestination.Mail);
        Assert.Equal(0, await Sender(bench, server.Settings.Number("port")).RunAsync(Cancel));
        Assert.Equal((state, 1), await StandsAsync(bench, report));
        Assert.Contains("could not be mailed", Assert.Single(await bench.Operations.ForAsync(AlertStore.Manager, Cancel)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sender_ServerDownForGood_GivesUpAndCanBeSentAgain()
    {
        await using var server = new MailBench(Mood.IsDown);
        using var bench = new ReportBench(options: new() { Chromium = ReportsOptions.None, MostAttempts = 2 });
        var report = await DueAsync(bench, ReportDestination.Mail);
        var sender = Sender(bench, server.Settings.Number("port"));
        await sender.RunAsync(Cancel);
        bench.Store.Time.Advance(TimeSpan.FromHours(1));
        await sender.RunAsync(Cancel);
        Assert.Equal((ReportDelivery.GaveUp, 2), await StandsAsync(bench, report));
        await bench.Commands.SendAgainAsync(AlertStore.Manager, report, Cancel);
        Assert.Equal((ReportDelivery.Waiting, 0), await StandsAsync(bench, report));
    }

    private static async Task<long> DueAsync(ReportBench bench, ReportDestination destination)
    {
        await using (var db = bench.Store.CreateDbContext())
        {
            db.Reports.Add(new()
            {
                FromDay = ReportBench.Week.From,
                UntilDay = ReportBench.Week.Until,
                Zone = "UTC",
                HasPack = true,
                ScheduleId = 7,
                ScheduleName = "Weekly",
                CreatedUtc = bench.Store.Now,
                Destination = destination,
                Recipients = "lead@example.com, soc@example.com",
            });
            await db.SaveChangesAsync(Cancel);
        }

        await bench.Job.RunAsync(1, Cancel);
        return 1;
    }

    private static async Task<(ReportDelivery, int)> StandsAsync(ReportBench bench, long id)
    {
        var row = await bench.ReadAsync(id);
        return (row.Delivery, row.DeliveryAttempts);
    }

    private static ScheduleRound Round(ReportBench bench) => new(bench.Store, bench.Rows, new(bench.Jobs), bench.Operations, bench.Store.Time, bench.Store.Notices);

    private static ScheduleCommands Commands(ReportBench bench) => new(bench.Store, Mail(bench, null), bench.Options, bench.Store.Time, bench.Store.Notices);

    private static ReportSender Sender(ReportBench bench, int port) => new(
        bench.Store, Mail(bench, port), new(bench.Options, bench.Folder), bench.Rows, bench.Operations, bench.Options, bench.Store.Time, bench.Store.Notices, NullLogger<ReportSender>.Instance);

    private static ReportMail Mail(ReportBench bench, int? port) => new(
        Options.Create(port is null ? new MailOptions() : new MailOptions { Host = "127.0.0.1", Port = port.Value, Security = MailOptions.None, From = "triage@example.com" }),
        bench.Options, Options.Create(new EscalationOptions { ConsoleAddress = "https://triage.example/" }), bench.Folder, bench.Store.Time);
}
