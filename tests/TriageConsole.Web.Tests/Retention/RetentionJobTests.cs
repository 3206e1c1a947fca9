using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Features.Retention;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Retention;

/// <summary>Imports a demo capture through the real pipeline, then keeps less of it.</summary>
public sealed class RetentionJobTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    private const string Capture = "wks-014-nxlog.ndjson.gz";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDbContextFactory<TriageContext> Contexts => console.Services.GetRequiredService<IDbContextFactory<TriageContext>>();

    [Fact]
    public async Task RunAsync_ByAgeAndSize_RemovesOldTelemetryAndUploadsAndReportsIt()
    {
        var file = await ImportAsync();
        await using var db = Contexts.CreateDbContext();
        var (processes, alerts) = (await db.Processes.CountAsync(Cancel), await db.Alerts.CountAsync(Cancel));
        Assert.True(alerts > 0);

        await RunAsync(new());
        Assert.Equal(0, await db.RetentionRuns.CountAsync(Cancel));

        // Everything that the capture tells of is younger than that.
        await RunAsync(new() { Days = 36_000 });
        var first = await db.RetentionRuns.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((0L, 0, "ada"), (first.Processes, first.Files, first.RequestedBy));
        Assert.True(File.Exists(file));

        await RunAsync(new() { MaxMegabytes = 1 });
        var second = await db.RetentionRuns.AsNoTracking().OrderBy(r => r.Id).LastAsync(Cancel);
        Assert.False(File.Exists(file));
        Assert.Equal(1, second.Files);
        Assert.True(second.Processes > 0);
        Assert.Equal(processes - second.Processes, await db.Processes.CountAsync(Cancel));
        Assert.Equal(alerts, await db.Alerts.CountAsync(Cancel));
        Assert.Equal(string.Empty, (await db.Imports.AsNoTracking().SingleAsync(Cancel)).StoredPath);
        Assert.True(second.UsedBytes > 0);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(30, 500, true)]
    [InlineData(-1, 0, false)]
    [InlineData(36_501, 0, false)]
    [InlineData(0, -1, false)]
    [InlineData(0, long.MaxValue, false)]
    public void Validate_EachSide_NamesTheKey(int days, long megabytes, bool right)
    {
        var result = new RetentionOptionsCheck().Validate(null, new() { Days = days, MaxMegabytes = megabytes });

        Assert.Equal(right, result.Succeeded);
        if (!right)
            Assert.All(result.Failures!, fault => Assert.StartsWith("Retention:", fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 0, "Telemetry is kept for 1 day.")]
    [InlineData(90, 0, "Telemetry is kept for 90 days.")]
    [InlineData(0, 2_000, "Database and uploads may take 2,000 MB together; the oldest goes first.")]
    public void Words_EachPolicy_SaysIt(int days, long megabytes, string words) =>
        Assert.Equal(words, RetentionWords.Of(new() { Days = days, MaxMegabytes = megabytes }));

    private Task RunAsync(RetentionOptions policy) => new RetentionJob(
        console.Services.GetRequiredService<RetentionSweep>(), console.Services.GetRequiredService<UploadedFiles>(), new Fixed(policy), Contexts,
        TimeProvider.System, console.Services.GetRequiredService<Notices>()).RunAsync("ada", Cancel);

    private async Task<string> ImportAsync()
    {
        var file = Path.Combine(console.Services.GetRequiredService<StorageFolder>().Uploads, "capture");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "seed-data", "telemetry", Capture), file);
        await using var db = Contexts.CreateDbContext();
        var row = new ImportRow { Name = Capture, StoredPath = file, CreatedUtc = DateTime.UtcNow };
        db.Imports.Add(row);
        await db.SaveChangesAsync(Cancel);
        await console.Services.GetRequiredService<ImportRunner>().RunAsync(row.Id, Cancel);
        return file;
    }

    private sealed class Fixed(RetentionOptions value) : IOptionsMonitor<RetentionOptions>
    {
        public RetentionOptions CurrentValue => value;

        public RetentionOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<RetentionOptions, string?> listener) => null;
    }
}
