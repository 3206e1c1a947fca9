using System.Text;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Reports;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Features.Reports.Making;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

public sealed class ReportJobTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task RunAsync_FilledConsole_MakesWholeFilesAndSaysSo(Engine engine)
    {
        using var bench = new ReportBench(engine);
        await bench.FillAsync();

        var report = await bench.MakeAsync(ReportBench.Week, Cancel);

        Assert.True(report.State == ReportState.Completed, report.Error);
        Assert.Equal([ReportFileKind.Html, ReportFileKind.Pack], report.Files.Select(file => file.Kind).Order());
        Assert.All(report.Files, file => Assert.Equal((file.Sha256, file.Bytes), (ReportBench.Sha256(bench.Folder.PathOf(file)), new FileInfo(bench.Folder.PathOf(file)).Length)));
        Assert.Contains("Reports:Chromium is 'none'", report.PdfNote, StringComparison.Ordinal);
        Assert.Equal([report.Id], bench.Jobs.Imports);
        var html = await File.ReadAllTextAsync(bench.PathOf(report, ReportFileKind.Html), Encoding.UTF8, Cancel);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.Contains("SELF-APPROVED", html, StringComparison.Ordinal);
        Assert.Contains("not evaluable", html, StringComparison.Ordinal);
        await using var db = bench.Store.CreateDbContext();
        Assert.Equal([ReportAction.Requested, ReportAction.KeyMade, ReportAction.Made], await db.ReportHistory.OrderBy(h => h.Id).Select(h => h.Action).ToListAsync(Cancel));
        Assert.False(Directory.Exists(Path.GetDirectoryName(bench.PathOf(report, ReportFileKind.Html)) + ".part"));
    }

    [Fact]
    public async Task RunAsync_EmptyConsoleAndFuture_AreReportsThatSayWhatIsMissing()
    {
        using var bench = new ReportBench();
        var empty = await bench.MakeAsync(ReportBench.Week, Cancel);
        var future = await bench.MakeAsync(ReportBench.Week with { From = new(2031, 1, 1), Until = new(2031, 1, 31), HasPack = false }, Cancel);

        Assert.Contains("no host sent telemetry", await File.ReadAllTextAsync(bench.PathOf(empty, ReportFileKind.Html), Cancel), StringComparison.Ordinal);
        Assert.Contains("lies in the future", await File.ReadAllTextAsync(bench.PathOf(future, ReportFileKind.Html), Cancel), StringComparison.Ordinal);
        Assert.Equal(ReportFileKind.Html, Assert.Single(future.Files).Kind);
    }

    [Fact]
    public async Task RunAsync_CutShort_IsMadeWholeTheNextTime()
    {
        using var bench = new ReportBench();
        await bench.FillAsync();
        var id = (await bench.Commands.MakeAsync(AlertStore.Manager, ReportBench.Week, Cancel)).Id;
        using var stop = new CancellationTokenSource();
        var maker = bench.Maker;
        await bench.Rows.BeginAsync(id, Cancel);
        var folder = bench.Folder.Begin(id);
        var row = await bench.ReadAsync(id);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => maker.MakeAsync(
            row, folder,
            async (step, _, _) =>
            {
                if (step.StartsWith("Packing csv/alerts", StringComparison.Ordinal))
                    await stop.CancelAsync();
                stop.Token.ThrowIfCancellationRequested();
            },
            stop.Token));
        Assert.Equal(ReportState.Running, (await bench.ReadAsync(id)).State);
        Assert.NotEmpty(Directory.GetFiles(folder));

        await bench.Job.RunAsync(id, Cancel);

        var report = await bench.ReadAsync(id);
        Assert.Equal((ReportState.Completed, 2), (report.State, report.Files.Count));
        Assert.False(Directory.Exists(folder));
        await bench.Job.RunAsync(id, Cancel);
        Assert.Equal(report.FinishedUtc, (await bench.ReadAsync(id)).FinishedUtc);
    }

    [Fact]
    public async Task CancelAsync_QueuedOrRunning_KeepsNothing()
    {
        using var bench = new ReportBench();
        var queued = (await bench.Commands.MakeAsync(AlertStore.Manager, ReportBench.Week, Cancel)).Id;
        await bench.Commands.CancelAsync(AlertStore.Manager, queued, Cancel);
        await bench.Job.RunAsync(queued, Cancel);
        Assert.Equal((ReportState.Cancelled, 0), ((await bench.ReadAsync(queued)).State, (await bench.ReadAsync(queued)).Files.Count));

        var running = (await bench.Commands.MakeAsync(AlertStore.Manager, ReportBench.Week, Cancel)).Id;
        await bench.Rows.BeginAsync(running, Cancel);
        await bench.Commands.CancelAsync(AlertStore.Manager, running, Cancel);
        await bench.Job.RunAsync(running, Cancel);
        Assert.Equal(ReportState.Cancelled, (await bench.ReadAsync(running)).State);
        Assert.Empty(Directory.GetDirectories(bench.Storage.Root, running + "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task RunAsync_HostGroup_HoldsOnlyItsHosts()
    {
        using var bench = new ReportBench();
        await bench.FillAsync();
        var group = Guid.NewGuid();
        await using (var db = bench.Store.CreateDbContext())
        {
            db.UseGroups.Add(new() { Id = group, Kind = UseGroupKind.Hosts, Name = "Workstations", NameKey = "WORKSTATIONS", MembersJson = "[\"ws-*\"]", IncludesJson = "[]", ChangedBy = "ada" });
            await db.SaveChangesAsync(Cancel);
        }

        var report = await bench.MakeAsync(ReportBench.Week with { GroupId = group }, Cancel);

        Assert.True(report.State == ReportState.Completed, report.Error);
        var members = ReportBench.Unpack(bench.PathOf(report, ReportFileKind.Pack));
        Assert.DoesNotContain("onerror", Encoding.UTF8.GetString(members["csv/hosts.csv"]), StringComparison.Ordinal);
        Assert.Equal(3, Encoding.UTF8.GetString(members["csv/alerts.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"hostGroup\": \"Workstations\"", Encoding.UTF8.GetString(members["manifest.json"]), StringComparison.Ordinal);
        Assert.Contains("group Workstations", Encoding.UTF8.GetString(members["report/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_GroupGoneMeanwhile_FailsWithTheReason()
    {
        using var bench = new ReportBench();
        await using (var db = bench.Store.CreateDbContext())
        {
            db.Reports.Add(new() { FromDay = new(2026, 3, 1), UntilDay = new(2026, 3, 1), Zone = "UTC", GroupId = Guid.NewGuid(), GroupName = "gone", ScheduleId = 1, ScheduleName = "Weekly", CreatedUtc = bench.Store.Now });
            await db.SaveChangesAsync(Cancel);
        }

        await bench.Job.RunAsync(1, Cancel);

        var report = await bench.ReadAsync(1);
        Assert.Equal((ReportState.Failed, "The host group that the report was asked for is gone."), (report.State, report.Error));
        Assert.Contains("“Weekly”", Assert.Single(await bench.Operations.ForAsync(AlertStore.Manager, Cancel)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_Analyst_MayReadTheReportAndNotThePackNorMakeAnything()
    {
        using var bench = new ReportBench();
        var report = await bench.MakeAsync(ReportBench.Week, Cancel);
        var (html, pack) = (report.Files.Single(f => f.Kind == ReportFileKind.Html), report.Files.Single(f => f.Kind == ReportFileKind.Pack));

        Assert.NotNull(await bench.Commands.OpenAsync(AlertStore.Analyst, report.Id, html.Id, Cancel));
        Assert.NotNull(await bench.Commands.OpenAsync(AlertStore.Manager, report.Id, pack.Id, Cancel));
        Assert.Null(await bench.Commands.OpenAsync(AlertStore.Manager, report.Id + 1, pack.Id, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.OpenAsync(AlertStore.Analyst, report.Id, pack.Id, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.MakeAsync(AlertStore.Analyst, ReportBench.Week, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.CancelAsync(AlertStore.Analyst, report.Id, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.DeleteAsync(AlertStore.Analyst, report.Id, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.SendAgainAsync(AlertStore.Analyst, report.Id, Cancel));
        await using var db = bench.Store.CreateDbContext();
        var downloads = await db.ReportHistory.Where(h => h.Action == ReportAction.Downloaded).OrderBy(h => h.Id).ToListAsync(Cancel);
        Assert.Equal([("ana", "192.0.2.1"), ("mona", "192.0.2.3")], downloads.Select(h => (h.UserName!, h.Address!)));
        Assert.Contains(pack.Sha256, downloads[1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteAsync_Report_TakesItsFilesAndLeavesItsHistory()
    {
        using var bench = new ReportBench();
        var report = await bench.MakeAsync(ReportBench.Week, Cancel);
        Assert.True((await bench.Commands.DeleteAsync(AlertStore.Manager, report.Id, Cancel)).IsDone);
        Assert.Empty(Directory.GetDirectories(Path.Combine(bench.Storage.Root, "reports")));
        await using var db = bench.Store.CreateDbContext();
        Assert.Equal((0, 0), (await db.Reports.CountAsync(Cancel), await db.ReportFiles.CountAsync(Cancel)));
        Assert.Equal(ReportAction.Deleted, (await db.ReportHistory.OrderBy(h => h.Id).LastAsync(Cancel)).Action);

        var queued = (await bench.Commands.MakeAsync(AlertStore.Manager, ReportBench.Week, Cancel)).Id;
        Assert.Equal("It is being made. Cancel it first.", Assert.Single((await bench.Commands.DeleteAsync(AlertStore.Manager, queued, Cancel)).Faults));
    }

    [Fact]
    public async Task MakeAsync_TooManyOrNonsense_IsRefused()
    {
        using var bench = new ReportBench();
        Assert.NotEmpty((await bench.Commands.MakeAsync(AlertStore.Manager, ReportBench.Week with { Zone = "<b>" }, Cancel)).Faults);
        Assert.NotEmpty((await bench.Commands.MakeAsync(AlertStore.Manager, ReportBench.Week with { GroupId = Guid.NewGuid() }, Cancel)).Faults);
        for (var i = 0; i < ReportCommands.MostWaiting; i++)
            Assert.True((await bench.Commands.MakeAsync(AlertStore.Admin, ReportBench.Week, Cancel)).IsDone);
        Assert.Contains("wait to be made", Assert.Single((await bench.Commands.MakeAsync(AlertStore.Admin, ReportBench.Week, Cancel)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_OldReports_GoAndYoungOnesStay()
    {
        using var bench = new ReportBench(options: new() { Chromium = ReportsOptions.None, KeepDays = 30 });
        var old = await bench.MakeAsync(ReportBench.Week, Cancel);
        bench.Store.Time.Advance(TimeSpan.FromDays(30.5));
        var young = await bench.MakeAsync(ReportBench.Week, Cancel);

        await new ReportRetention(bench.Store, bench.Folder, bench.Rows, bench.Options, bench.Store.Time, bench.Store.Notices).RunAsync(Cancel);

        await using var db = bench.Store.CreateDbContext();
        Assert.Equal([young.Id], await db.Reports.Select(r => r.Id).ToListAsync(Cancel));
        Assert.False(File.Exists(bench.PathOf(old, ReportFileKind.Html)));
        Assert.True(File.Exists(bench.PathOf(young, ReportFileKind.Html)));
        Assert.Equal(old.Id, (await db.ReportHistory.SingleAsync(h => h.Action == ReportAction.Expired, Cancel)).ReportId);
    }
}
