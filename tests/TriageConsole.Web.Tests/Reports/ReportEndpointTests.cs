using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Hosting;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

/// <summary>The real console: a report made by its own job, handed out, and checked on the command line.</summary>
public sealed class ReportEndpointTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_OfAReport_AreHandedOutToWhoMayHaveThemAndVerify()
    {
        var report = await MakeAsync();
        var pack = report.Files.Single(file => file.Kind == ReportFileKind.Pack);
        var html = report.Files.Single(file => file.Kind == ReportFileKind.Html);
        using var manager = await console.ClientForAsync(Roles.Manager);
        using var analyst = await console.ClientForAsync(Roles.Analyst);
        using var nobody = await console.ClientForAsync(null);

        using var shown = await analyst.GetAsync(AppRoutes.ReportFileOf(report.Id, html.Id) + "?show=1", Cancel);
        Assert.Equal((HttpStatusCode.OK, "text/html", null), (shown.StatusCode, shown.Content.Headers.ContentType!.MediaType, shown.Content.Headers.ContentDisposition));
        Assert.Contains("default-src 'none'; script-src 'self'", Assert.Single(shown.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        using var loaded = await analyst.GetAsync(AppRoutes.ReportFileOf(report.Id, html.Id), Cancel);
        Assert.Equal(("attachment", html.Name), (loaded.Content.Headers.ContentDisposition!.DispositionType, loaded.Content.Headers.ContentDisposition.FileName));
        Assert.Equal(HttpStatusCode.Redirect, (await analyst.GetAsync(AppRoutes.ReportFileOf(report.Id, pack.Id), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await nobody.GetAsync(AppRoutes.ReportFileOf(report.Id, html.Id), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync(AppRoutes.ReportFileOf(report.Id + 1, html.Id), Cancel)).StatusCode);

        using var answer = await manager.GetAsync(AppRoutes.ReportFileOf(report.Id, pack.Id), Cancel);
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(pack.Sha256, Assert.Single(answer.Headers.GetValues("X-Content-SHA256")));
        var folder = Directory.CreateTempSubdirectory("triage-verify-").FullName;
        try
        {
            var file = Path.Combine(folder, pack.Name);
            await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync(Cancel), Cancel);
            var pem = Path.Combine(folder, "key.pem");
            await File.WriteAllTextAsync(pem, await manager.GetStringAsync(AppRoutes.ReportsKey, Cancel), Cancel);
            await VerifyAsync(file, pem, pack);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task VerifyAsync(string file, string pem, ReportFileRow pack)
    {
        var fingerprint = console.Services.GetRequiredService<Features.Reports.Evidence.InstanceKey>().Public().Fingerprint;
        Assert.Equal(0, await CommandLine.RunAsync(["verify-pack", file]));
        Assert.Equal(0, await CommandLine.RunAsync(["verify-pack", file, "--key", pem]));
        Assert.Equal(0, await CommandLine.RunAsync(["verify-pack", file, "--key", fingerprint]));
        Assert.Equal(1, await CommandLine.RunAsync(["verify-pack", file, "--key", new string('0', 64)]));
        Assert.Equal(2, await CommandLine.RunAsync(["verify-pack", file, "--key", "no key"]));
        Assert.Equal(2, await CommandLine.RunAsync(["verify-pack", file + "x"]));
        Assert.Equal(2, await CommandLine.RunAsync(["verify-pack"]));
        Assert.Equal(3, await CommandLine.RunAsync(["verify-pack", pem]));
        var changed = await File.ReadAllBytesAsync(file, Cancel);
        changed[changed.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, changed, Cancel);
        Assert.Equal(1, await CommandLine.RunAsync(["verify-pack", file]));
        Assert.Equal(pack.Bytes, changed.LongLength);
    }

    private async Task<ReportRow> MakeAsync()
    {
        await using var scope = console.Services.CreateAsyncScope();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var outcome = await scope.ServiceProvider.GetRequiredService<ReportCommands>().MakeAsync(
            new Actor(1, "mona", [Roles.Manager], null), new() { From = today.AddDays(-7), Until = today, Zone = "Europe/Berlin", HasPack = true }, Cancel);
        Assert.Empty(outcome.Faults);
        var contexts = scope.ServiceProvider.GetRequiredService<IDbContextFactory<TriageContext>>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(patience.Token);
            var row = await db.Reports.AsNoTracking().Include(r => r.Files).SingleAsync(r => r.Id == outcome.Id, patience.Token);
            if (row.State == ReportState.Completed)
                return row;
            Assert.True(row.State is ReportState.Queued or ReportState.Running, $"{row.State}: {row.Error}");
            await Task.Delay(200, patience.Token);
        }
    }
}
