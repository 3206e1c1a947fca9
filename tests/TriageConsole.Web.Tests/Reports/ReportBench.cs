using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Features.Reports;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Features.Reports.Content;
using TriageConsole.Web.Features.Reports.Evidence;
using TriageConsole.Web.Features.Reports.Making;
using TriageConsole.Web.Features.Reports.Periods;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage;
using TriageConsole.Web.Tests.Imports;
using TriageConsole.Web.Tests.Pipeline;

namespace TriageConsole.Web.Tests.Reports;

/// <summary>A store, a storage folder, and all that makes reports from them.</summary>
internal sealed class ReportBench : IDisposable
{
    public ReportBench(Engine engine = Engine.Sqlite, ReportsOptions? options = null, IDataProtectionProvider? protection = null)
    {
        Store = new(engine);
        Options = Microsoft.Extensions.Options.Options.Create(options ?? new() { Chromium = ReportsOptions.None });
        Storage = new(Directory.CreateTempSubdirectory("triage-reports-").FullName);
        Storage.Create();
        Key = new(Storage, protection ?? new EphemeralDataProtectionProvider());
        Folder = new(Storage);
        Rows = new(Store, Store.Time, Store.Notices);
        Operations = new(Store, Store.Time, Store.Notices);
        Detection = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);
    }

    public AlertStore Store { get; }

    public IOptions<ReportsOptions> Options { get; }

    public StorageFolder Storage { get; }

    public InstanceKey Key { get; }

    public ReportFolder Folder { get; }

    public ReportRows Rows { get; }

    public OperationsNotices Operations { get; }

    public DetectionRuntime Detection { get; }

    public JobClientSpy Jobs { get; } = new();

    public ReportCommands Commands => new(Store, Rows, Folder, new(Jobs), Store.Time, Store.Notices);

    public ReportMaker Maker => new(
        Store, Detection, new BaselineReader(Store, Store.Time), new TechniqueNames(Detection), new SlaQueries(Store, Store.Time), new GradeQueries(Store, Detection), new EvidencePack(Key, new BaselineExport(Store, Store.Time)),
        new ChromiumPrinter(Options), Store.Time);

    public ReportJob Job => new(Maker, Rows, Folder, Key, Operations, Store.Time, NullLogger<ReportJob>.Instance);

    /// <summary>The week up to the store's today, in UTC.</summary>
    public static ReportRequest Week { get; } = new() { From = new(2026, 2, 24), Until = new(2026, 3, 2), Zone = "UTC", HasPack = true };

    /// <summary>Something of everything, part of it hostile.</summary>
    public async Task FillAsync()
    {
        var day = new DateOnly(2026, 3, 1);
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", day, Whole(100));
        await CoverageSeed.AddHostAsync(Store, 901, AlertStore.Hostile, day, (DataComponent.ProcessCreationSysmon, 100), (DataComponent.CommandLine, 40));
        await CoverageSeed.AddHostAsync(Store, 902, "=cmd|' /C calc'!A0", day, (DataComponent.ModuleLoad, 3));
        await CoverageSeed.AddHostAsync(Store, 903, "Büro-ПК 東京", new(2020, 1, 1), (DataComponent.ProcessCreationSysmon, 5));
        await Store.AddPeopleAsync(AlertStore.Analyst, AlertStore.Admin);
        await DecidedAsync(Severity.High, 30, AlertStatus.Closed, AlertOutcome.TruePositive, AlertStore.Hostile);
        await DecidedAsync(Severity.High, 600, AlertStatus.Closed, AlertOutcome.FalsePositive, "ws-1");
        await Store.AddAlertAsync(new() { Host = "ws-1", Level = Severity.Critical, CreatedUtc = Store.Now.AddHours(-3), Completeness = 10 });
        await using var db = Store.CreateDbContext();
        db.ApprovedUses.AddRange(CoverageSeed.Use(Store.Now.AddDays(60)), CoverageSeed.Use(Store.Now.AddDays(10), self: true));
        var run = new SelfTestRunRow { State = SelfTestState.Completed, StartedUtc = Store.Now.AddDays(-1), FinishedUtc = Store.Now.AddDays(-1), JudgedWith = "test-1", Total = 3, Done = 3, Caught = 1, Missed = 1 };
        db.SelfTestRuns.Add(run);
        await db.SaveChangesAsync();
        db.SelfTestResults.AddRange(
            Result(run.Id, SelfTestOutcome.Caught), Result(run.Id, SelfTestOutcome.Missed), Result(run.Id, SelfTestOutcome.Quiet));
        await db.SaveChangesAsync();
    }

    /// <summary>Telemetry in which nothing is missing; both sources of process creation bring their command lines.</summary>
    public static (DataComponent Component, long Count)[] Whole(long count) =>
        [.. Features.Coverage.HostCoverage.Components.Select(c => (c, c == DataComponent.CommandLine ? 2 * count : count))];

    /// <summary>An alert that was raised yesterday and decided some minutes later.</summary>
    public async Task<AlertRow> DecidedAsync(Severity level, int minutes, AlertStatus status, AlertOutcome outcome, string host)
    {
        var alert = await Store.AddAlertAsync(new() { Host = host, Level = level, CreatedUtc = Store.Now.AddDays(-1) });
        await using var db = Store.CreateDbContext();
        var row = await db.Alerts.SingleAsync(a => a.Id == alert.Id);
        (row.Status, row.Outcome, row.DecidedBy) = (status, outcome, AlertStore.Analyst.Name);
        row.FirstDecidedUtc = row.DecidedUtc = row.CreatedUtc.AddMinutes(minutes);
        db.AlertHistory.Add(new() { AlertId = row.Id, AtUtc = row.DecidedUtc.Value, UserName = AlertStore.Analyst.Name, Address = "192.0.2.1", Action = AlertAction.Closed, From = AlertStatus.Open, To = status, Outcome = outcome, Note = "=HYPERLINK(\"http://evil\")" });
        await db.SaveChangesAsync();
        return row;
    }

    /// <summary>Asks for a report and makes it.</summary>
    public async Task<ReportRow> MakeAsync(ReportRequest request, CancellationToken cancel)
    {
        var outcome = await Commands.MakeAsync(AlertStore.Manager, request, cancel);
        Xunit.Assert.Empty(outcome.Faults);
        await Job.RunAsync(outcome.Id, cancel);
        return await ReadAsync(outcome.Id);
    }

    public async Task<ReportRow> ReadAsync(long id)
    {
        await using var db = Store.CreateDbContext();
        return await db.Reports.AsNoTracking().Include(r => r.Files).SingleAsync(r => r.Id == id);
    }

    public string PathOf(ReportRow report, ReportFileKind kind) => Folder.PathOf(report.Files.Single(file => file.Kind == kind));

    public ReportScope Scope(Data.TriageContext db, ReportPeriod? period = null, HashSet<int>? hosts = null) => new()
    {
        Db = db,
        Period = period ?? new(Week.From, Week.Until, TimeZoneInfo.Utc),
        NowUtc = Store.Now,
        Hosts = hosts,
        GroupName = hosts is null ? string.Empty : "servers",
        MadeBy = "mona",
        Detection = Detection.Current,
        AttackVersion = Detection.Reference.AttackVersion,
        Technique = new TechniqueNames(Detection).Of,
        BaselineRevision = string.Empty,
    };

    /// <summary>The members of a pack with what is in them.</summary>
    public static Dictionary<string, byte[]> Unpack(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var taken = new MemoryStream();
            content.CopyTo(taken);
            return taken.ToArray();
        });
    }

    public static string Sha256(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Storage.Root, recursive: true);
    }

    private static SelfTestResultRow Result(long run, SelfTestOutcome outcome) => new()
    {
        RunId = run,
        Name = AlertStore.Hostile,
        Subject = "pubprn",
        Technique = "T1216.001",
        CommandLine = "@SUM(1+1) cscript pubprn.vbs " + AlertStore.Hostile,
        Outcome = outcome,
    };
}
