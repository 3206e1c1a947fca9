using Bunit;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using TriageConsole.Web.Features.Retention;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Retention;

public sealed class StoragePageTests : PageContext
{
    private readonly string _folder = Directory.CreateTempSubdirectory("triage-storage-").FullName;
    private readonly EnqueuedJobs _jobs = new();
    private readonly RetentionOptions _policy = new();

    public StoragePageTests()
    {
        Services.AddOptions<RetentionOptions>().Configure(options =>
        {
            options.Days = _policy.Days;
            options.MaxMegabytes = _policy.MaxMegabytes;
        });
        Services.AddSingleton(new StorageFolder(_folder));
        Services.AddSingleton(Store.Database);
        Services.AddSingleton<RetentionSweep>();
        Services.AddSingleton<UploadedFiles>();
        Services.AddScoped<RetentionQueries>();
        Services.AddScoped<RetentionCommands>();
        Services.AddSingleton<IBackgroundJobClient>(_jobs);
        SignIn(AlertStore.Admin);
    }

    [Fact]
    public void Page_NoPolicy_SaysThatNothingGoesAndOffersNoRun()
    {
        var page = Render<StoragePage>();

        Assert.Contains("Nothing is removed by itself", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
        Assert.Contains("Nothing yet.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAPolicy_QueuesTheJobOnce()
    {
        _policy.Days = 90;
        var page = Render<StoragePage>();
        Assert.Contains("kept for 90 days", page.Markup, StringComparison.Ordinal);

        await page.Find("button").ClickAsync(new());

        Assert.Equal([AlertStore.Admin.Name], _jobs.Arguments);
        Assert.True(page.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Page_Runs_AreShownAndHostileTextIsText()
    {
        await using (var db = Store.CreateDbContext())
        {
            db.RetentionRuns.Add(new RetentionRunRow
            {
                StartedUtc = Store.Now,
                FinishedUtc = Store.Now,
                RequestedBy = AlertStore.Hostile,
                BeforeUtc = Store.Now.AddDays(-90),
                Processes = 12_345,
                FreedBytes = 2_048,
                Note = "Still over",
            });
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = Render<StoragePage>();

        Assert.Empty(page.FindAll("img"));
        var row = page.Find("tbody tr").TextContent;
        Assert.All((string[])[AlertStore.Hostile, "12,345", "2 KB", "Still over"], text => Assert.Contains(text, row, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ByAnalyst_IsRefused()
    {
        Assert.ThrowsAny<Exception>(() => Services.GetRequiredService<RetentionCommands>().Run(AlertStore.Analyst));
        Assert.Empty(_jobs.Arguments);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            Directory.Delete(_folder, recursive: true);
    }

    private sealed class EnqueuedJobs : IBackgroundJobClient
    {
        public List<string> Arguments { get; } = [];

        public string Create(Hangfire.Common.Job job, Hangfire.States.IState state)
        {
            Arguments.Add((string)job.Args[0]);
            return "1";
        }

        public bool ChangeState(string jobId, Hangfire.States.IState state, string expectedState) => false;
    }
}
