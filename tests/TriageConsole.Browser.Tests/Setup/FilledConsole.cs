using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Testing.Demo;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting.Rejudge;
using TriageConsole.Web.Features.Detecting.Settings;
using TriageConsole.Web.Features.Escalation.Page;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Hosting.Access;
using Xunit;

namespace TriageConsole.Browser.Tests.Setup;

/// <summary>
/// A console in use: the demo estate with its baseline, a process whose name is markup, a script with a hundred children, a
/// file that cannot be read whole, a proposal, an escalation, a closed alert.
/// </summary>
public sealed class FilledConsole : ConsoleServer
{
    public const int Children = 100;

    /// <summary>The alert on the process whose name is markup.</summary>
    public Guid MarkupAlert { get; private set; }

    /// <summary>A process of that alert's chain.</summary>
    public long MarkupProcess { get; private set; }

    /// <summary>The host of that alert.</summary>
    public int MarkupHost { get; private set; }

    /// <summary>The alert on the script that started a hundred programs.</summary>
    public Guid WideAlert { get; private set; }

    /// <summary>The import with records that could not be read.</summary>
    public long FaultyImport { get; private set; }

    /// <summary>The approved use that waits for an admin.</summary>
    public Guid Proposal { get; private set; }

    /// <summary>The case of the escalation.</summary>
    public long CaseId { get; private set; }

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        var at = new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
        await using var scope = Services.CreateAsyncScope();
        var admin = await ActorAsync(scope.ServiceProvider);
        await SeedAsync(scope.ServiceProvider);
        var markup = SmallCaptures.MarkupName(at, 0x5c10c001);
        await ImportAsync(scope.ServiceProvider, admin, "<img src=x onerror=alert(1)>.ndjson", markup);
        await ImportAsync(scope.ServiceProvider, admin, "setup.evtx", SmallCaptures.ManyChildren(at, 0x5c10c002, Children));
        FaultyImport = await ImportAsync(scope.ServiceProvider, admin, "cut-short.ndjson",
            [.. Encoding.UTF8.GetBytes("{\"EventID\": 1, \"Image\": \"<b>\"\n"), .. SmallCaptures.MarkupName(at.AddDays(1), 0x5c10c003)[..^300]]);
        await AddTargetAsync(scope.ServiceProvider, admin);
        await DecideAsync(scope.ServiceProvider, admin);
        await TuneAsync(scope.ServiceProvider, admin);
        await TestAsync(scope.ServiceProvider);
    }

    // It leads to this machine, which no target may by default: its delivery is refused without a word sent.
    private static async Task AddTargetAsync(IServiceProvider services, Actor admin)
    {
        var edit = TargetEdit.New(services.GetRequiredService<TargetCatalog>().Find("webhook")!);
        edit.Name = "<img src=x onerror=alert(1)>";
        (edit.Values["address"], edit.Values["secret"]) = ("http://127.0.0.1:9/hook", "sixteen letters or more");
        Assert.Empty(await services.GetRequiredService<TargetCommands>().SaveAsync(admin, edit, CancellationToken.None));
    }

    // A run of the self-test as it would be left behind; a real one takes longer than all the rest.
    private static async Task TestAsync(IServiceProvider services)
    {
        const string markup = "<img src=x onerror=alert(1)>";
        await using var db = await services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync();
        var run = new SelfTestRunRow { State = SelfTestState.Completed, StartedUtc = DateTime.UnixEpoch, RequestedBy = markup, JudgedWith = "1", Total = 5, Done = 5, Caught = 1, Hidden = 1, Missed = 1, Raised = 1 };
        db.SelfTestRuns.Add(run);
        await db.SaveChangesAsync();
        db.SelfTestResults.AddRange(Enum.GetValues<SelfTestOutcome>().Select(outcome => new SelfTestResultRow
        {
            RunId = run.Id,
            Name = markup,
            Subject = "mshta",
            Technique = "T1218.005",
            CommandLine = "mshta.exe " + markup + @" C:\Users\Public\a.hta",
            Outcome = outcome,
            ApprovedUseId = outcome == SelfTestOutcome.Hidden ? Guid.Empty : null,
            ApprovedUseTitle = outcome == SelfTestOutcome.Hidden ? markup : null,
        }));
        await db.SaveChangesAsync();
    }

    // A draft that was tried over history: some alerts gone, some moved.
    private static async Task TuneAsync(IServiceProvider services, Actor admin)
    {
        var settings = DetectionSettings.Default with
        {
            MediumFrom = 50,
            ChildCommandLineRegex = "<img src=x onerror=alert\\(1\\)>",
            ParentProcessNames = ["explorer.exe"],
            Signals = new Dictionary<string, SignalSetting>(StringComparer.Ordinal) { ["script-host-untrusted-script"] = new() { IsEnabled = false } },
        };
        var draft = await services.GetRequiredService<SettingsCommands>().SaveDraftAsync(admin, settings, "Less of <b>our own</b> scripts", CancellationToken.None);
        var run = await services.GetRequiredService<RejudgeCommands>().TryAsync(admin, new((int)draft.Id!.Value), CancellationToken.None);
        var contexts = services.GetRequiredService<IDbContextFactory<TriageContext>>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(patience.Token);
            var row = await db.RejudgeRuns.SingleAsync(r => r.Id == run.Id, patience.Token);
            if (row.State == RejudgeState.Completed)
                return;
            Assert.True(row.Slot is not null, $"The run ended as {row.State}: {row.Error}");
            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task<Actor> ActorAsync(IServiceProvider services)
    {
        var people = services.GetRequiredService<UserManager<UserRow>>();
        var person = await people.FindByNameAsync(PersonOf(Roles.Admin));
        return new Actor(person!.Id, person.UserName!, [Roles.Admin], null);
    }

    private static async Task SeedAsync(IServiceProvider services)
    {
        await services.GetRequiredService<DemoData>().EnsureAsync(CancellationToken.None);
        await using var db = await services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync();
        var import = await db.Imports.SingleAsync(i => i.Origin == ImportOrigin.Seed);
        services.GetRequiredService<ImportDoorbell>().Ring(import.Id);
        await WaitAsync(services, import.Id);
    }

    private static async Task<long> ImportAsync(IServiceProvider services, Actor admin, string name, byte[] content)
    {
        var started = await services.GetRequiredService<ImportCommands>().StartAsync(admin, name, new MemoryStream(content), null, CancellationToken.None);
        await WaitAsync(services, started.ImportId);
        return started.ImportId;
    }

    private static async Task WaitAsync(IServiceProvider services, long importId)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<TriageContext>>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(patience.Token);
            var state = await db.Imports.Where(i => i.Id == importId).Select(i => i.State).SingleAsync(patience.Token);
            if (state is ImportState.Completed or ImportState.CompletedWithWarnings)
                return;
            Assert.False(state is ImportState.Failed or ImportState.Cancelled, $"Import {importId} ended as {state}.");
            await Task.Delay(100, patience.Token);
        }
    }

    private async Task DecideAsync(IServiceProvider services, Actor admin)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync();
        var alerts = await db.Alerts.Include(a => a.Host).OrderByDescending(a => a.Score).ToListAsync();
        MarkupAlert = alerts.First(a => a.Host!.Name.StartsWith("WKS-052", StringComparison.OrdinalIgnoreCase)).PublicId;
        MarkupProcess = alerts.Single(a => a.PublicId == MarkupAlert).ProxyProcessId;
        MarkupHost = alerts.Single(a => a.PublicId == MarkupAlert).HostId;
        WideAlert = alerts.Single(a => a.Host!.Name.StartsWith("WKS-060", StringComparison.OrdinalIgnoreCase)).PublicId;
        var open = alerts.Where(a => a.Status == AlertStatus.Open && a.PublicId != MarkupAlert && a.PublicId != WideAlert).ToList();
        var (_, caseId) = await services.GetRequiredService<EscalateCommands>().EscalateAsync(
            admin, MarkupAlert, Version(alerts, MarkupAlert), new(null, "A name that is <b>markup</b>", "See the tree: <img src=x onerror=alert(1)>", await db.EscalationTargets.Select(t => t.Id).ToListAsync()), CancellationToken.None);
        CaseId = caseId ?? throw new InvalidOperationException("The escalation was refused.");
        var draft = await services.GetRequiredService<AllowQueries>().DraftAsync(open[0].PublicId, CancellationToken.None);
        var (allowed, proposal) = await services.GetRequiredService<AllowCommands>().AllowAsync(admin, open[0].PublicId, open[0].Version, new AllowRequest
        {
            Title = "Set-up <i>script</i>",
            Conditions = [.. draft!.Conditions.Select(c => new UseCondition(c.Field, c.Pattern))],
            Owner = "Workplace team",
            Reason = "Rolled out by hand until the package is ready.",
            Ticket = "CHG-4711",
            Acknowledgement = "The package will bring its own folder.",
            ReviewUtc = DateTime.UtcNow.Date.AddDays(30),
            ExpiresUtc = DateTime.UtcNow.Date.AddDays(90),
        }, CancellationToken.None);
        Assert.IsType<DecisionResult.Done>(allowed);
        Proposal = proposal!.Value;
        var group = new GroupEdit { Kind = UseGroupKind.Hosts, Name = "<img src=x onerror=alert(1)>", Note = "What is <b>in the lobby</b>", Unit = "OU=Lobby,DC=acme,DC=example", Members = "WKS-0*\n<script>alert(1)</script>" };
        Assert.IsType<DecisionResult.Done>(await services.GetRequiredService<GroupCommands>().SaveAsync(admin, group, CancellationToken.None));
        var closed = await services.GetRequiredService<CloseCommands>().CloseAsync(
            admin, open[1].PublicId, open[1].Version, new CloseRequest(AlertOutcome.TruePositive, "Host rebuilt.", false), CancellationToken.None);
        Assert.IsType<DecisionResult.Done>(closed);

        static int Version(IEnumerable<AlertRow> alerts, Guid id) => alerts.Single(a => a.PublicId == id).Version;
    }
}
