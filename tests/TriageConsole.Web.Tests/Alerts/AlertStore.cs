using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Alerts;

/// <summary>A real database of its own, SQLite unless told otherwise, with an estate to put alerts into.</summary>
public sealed class AlertStore : IDbContextFactory<TriageContext>, IDisposable
{
    public const string Hostile = "<img src=x onerror=alert(1)>";

    private readonly string _folder = Directory.CreateTempSubdirectory("triage-alerts-").FullName;
    private readonly TriageDatabase _database;
    private readonly Dictionary<string, long> _texts = new(StringComparer.Ordinal);
    private readonly string? _name;
    private long _lastProcess;


    public AlertStore(Engine engine = Engine.Sqlite)
    {
        Assert.SkipWhen(engine == Engine.Postgres && string.IsNullOrEmpty(Server), "TRIAGE_TEST_POSTGRES names no PostgreSQL server.");
        if (engine == Engine.Postgres)
        {
            _name = $"triage_alerts_{Guid.NewGuid():N}";
            OnServer($"CREATE DATABASE {_name}");
        }

        _database = _name is null
            ? TriageDatabase.Open("sqlite", $"Data Source={Path.Combine(_folder, "test.db")};Pooling=False")
            : TriageDatabase.Open("postgres", new NpgsqlConnectionStringBuilder(Server) { Database = _name, Pooling = false }.ConnectionString);
        _database.MigrateAsync(CancellationToken.None).GetAwaiter().GetResult();
        Notices = new(Time, NullLogger<Notices>.Instance);
    }

    private static string? Server => Environment.GetEnvironmentVariable("TRIAGE_TEST_POSTGRES");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public Notices Notices { get; }

    public static Actor Analyst { get; } = new(1, "ana", [Roles.Analyst], "192.0.2.1");

    public static Actor OtherAnalyst { get; } = new(2, "otto", [Roles.Analyst], "192.0.2.2");

    public static Actor Manager { get; } = new(3, "mona", [Roles.Manager], "192.0.2.3");

    public static Actor Admin { get; } = new(4, "ada", [Roles.Admin], "192.0.2.4");

    public static Actor OtherAdmin { get; } = new(5, "olga", [Roles.Admin], "192.0.2.5");

    public TriageDatabase Database => _database;

    public TriageContext CreateDbContext() => _database.CreateDbContext();

    public async Task AddPeopleAsync(params Actor[] actors)
    {
        await using var db = CreateDbContext();
        foreach (var actor in actors)
        {
            db.Users.Add(new UserRow { Id = actor.Id, UserName = actor.Name, NormalizedUserName = actor.Name.ToUpperInvariant() });
            foreach (var name in actor.Roles)
            {
                var role = db.Roles.Local.FirstOrDefault(r => r.Name == name) ?? db.Roles.FirstOrDefault(r => r.Name == name)
                    ?? db.Roles.Add(new RoleRow(name)).Entity;
                await db.SaveChangesAsync();
                db.UserRoles.Add(new() { UserId = actor.Id, RoleId = role.Id });
            }
        }

        await db.SaveChangesAsync();
    }

    /// <summary>An alert on a chain of one ghost, a script host and its child, as detection would leave it.</summary>
    public async Task<AlertRow> AddAlertAsync(AlertSeed seed)
    {
        await using var db = CreateDbContext();
        var key = seed.Host.ToLowerInvariant();
        var host = await db.Hosts.SingleOrDefaultAsync(h => h.NameKey == key)
            ?? db.Hosts.Add(new HostRow { Id = (int)++_lastProcess, Name = seed.Host, NameKey = key, LabelKey = key, FirstSeenUtc = Now, LastSeenUtc = Now }).Entity;
        await db.SaveChangesAsync();
        var first = seed.FirstUtc ?? Now.AddHours(-1);
        var ghost = await AddProcessAsync(db, host, seed, null, "C:\\Windows\\explorer.exe", null, null);
        var proxy = await AddProcessAsync(db, host, seed, ghost, "C:\\Windows\\System32\\wscript.exe", seed.CommandLine, first);
        var child = await AddProcessAsync(db, host, seed, proxy, seed.ChildImage, seed.ChildImage + " /quiet", first.AddSeconds(2));
        var detail = seed.Detail ?? DetailOf(proxy.Id, child.Id, seed);
        var row = new AlertRow
        {
            PublicId = Guid.NewGuid(),
            HostId = host.Id,
            ProxyProcessId = proxy.Id,
            Level = seed.Level,
            Score = seed.Score,
            Completeness = seed.Completeness,
            Technique = seed.Technique,
            Summary = seed.Summary,
            Chain = seed.Chain,
            Fingerprint = seed.Fingerprint,
            User = seed.User,
            FirstUtc = first,
            LastUtc = first.AddSeconds(2),
            DetailJson = VerdictDetail.ToJson(VerdictOf(detail, proxy.Id)),
            JudgedWith = "test-1",
            JudgedUtc = Now,
            CreatedUtc = seed.CreatedUtc ?? Now,
            FirstImportId = 1,
            Status = seed.Status,
            Assignee = seed.Assignee,
            Processes =
            [
                new() { ProcessId = proxy.Id, Role = ChainRole.Proxy, Order = 0 },
                new() { ProcessId = child.Id, Role = ChainRole.Payload, Order = 1 },
            ],
        };
        row.History.Add(new() { Action = AlertAction.Raised, AtUtc = row.CreatedUtc, To = AlertStatus.Open });
        db.Alerts.Add(row);
        await db.SaveChangesAsync();
        return row;
    }

    public async Task<AlertRow> ReadAsync(Guid id)
    {
        await using var db = CreateDbContext();
        return await db.Alerts.AsNoTracking().Include(a => a.History.OrderBy(h => h.Id)).SingleAsync(a => a.PublicId == id);
    }

    public void Dispose()
    {
        Notices.Dispose();
        _database.Dispose();
        if (_name is not null)
            OnServer($"DROP DATABASE {_name} WITH (FORCE)");
        Directory.Delete(_folder, recursive: true);
    }

    private static void OnServer(string sql)
    {
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static ChainVerdict VerdictOf(VerdictDetail detail, long proxyId) => new()
    {
        ProxyProcessId = proxyId,
        Host = string.Empty,
        FirstUtc = default,
        LastUtc = default,
        Score = 0,
        Level = Severity.Low,
        Completeness = 0,
        Technique = string.Empty,
        Summary = string.Empty,
        Chain = string.Empty,
        Fingerprint = string.Empty,
        Members = [],
        Findings = detail.Findings,
        Ledger = detail.Ledger,
        Missing = detail.Missing,
        Payloads = detail.Payloads,
        Failures = detail.Failures,
    };

    private static VerdictDetail DetailOf(long proxyId, long childId, AlertSeed seed)
    {
        var at = seed.CommandLine.IndexOf(seed.Script, StringComparison.Ordinal);
        return new(
            [
                new("host.untrusted-script", proxyId, 40, "A script host ran a script that users can write.", "T1059.005",
                    [new("CommandLine", at, at < 0 ? 0 : seed.Script.Length, seed.Script, "lies in a profile")], "A valid signature on the script."),
                new("transition.unknown", childId, 25, "It started a program whose signature is not known.", "T1216",
                    [new("Image", -1, 0, seed.ChildImage, "no signature fact")]),
            ],
            [
                new("host.untrusted-script", 40, seed.Score - 20, "A script host ran a script that users can write."),
                new("transition.unknown", 25, 20, "It started a program whose signature is not known."),
            ],
            [new("process signature", "no Sysmon 7 from this host")],
            [new(PayloadKind.Script, proxyId, seed.Script, LocationClass.UserWritable, at, at < 0 ? 0 : seed.Script.Length)],
            seed.Failures);
    }

    private async Task<ProcessRow> AddProcessAsync(
        TriageContext db, HostRow host, AlertSeed seed, ProcessRow? parent, string image, string? commandLine, DateTime? start)
    {
        _lastProcess++;
        var row = new ProcessRow
        {
            Id = _lastProcess,
            HostId = host.Id,
            ProcessGuid = start is null ? null : Guid.NewGuid(),
            ProcessId = 1000 + _lastProcess,
            StartUtc = start,
            EndUtc = start?.AddMinutes(1),
            Witnesses = start is null ? WitnessKind.None : WitnessKind.Sysmon1,
            ImageId = await TextAsync(db, image),
            ImageNameId = await TextAsync(db, WindowsPath.FileName(image).ToLowerInvariant()),
            CommandLineId = commandLine is null ? null : await TextAsync(db, commandLine),
            UserId = seed.User is null ? null : await TextAsync(db, seed.User),
            ParentId = parent?.Id,
            ParentEdge = parent is null ? ParentEdgeKind.None : parent.StartUtc is null ? ParentEdgeKind.Ghost : ParentEdgeKind.Observed,
            FirstImportId = 1,
        };
        db.Processes.Add(row);
        await db.SaveChangesAsync();
        if (start is null)
            return row;
        var import = await db.Imports.FirstOrDefaultAsync() ?? db.Imports.Add(new() { Name = "seed", StoredPath = "seed", CreatedUtc = Now }).Entity;
        var file = await db.ImportFiles.FirstOrDefaultAsync()
            ?? db.ImportFiles.Add(new() { Import = import, Source = "capture.zip", Member = "sysmon.evtx", Format = "evtx" }).Entity;
        db.Witnesses.Add(new()
        {
            ProcessId = row.Id,
            Id = _lastProcess,
            ImportFile = file,
            RecordIndex = _lastProcess,
            RecordId = 7000 + _lastProcess,
            EventId = 1,
            ChannelId = await TextAsync(db, "Microsoft-Windows-Sysmon/Operational"),
            Kind = WitnessKind.Sysmon1,
        });
        await db.SaveChangesAsync();
        return row;
    }

    private async Task<long> TextAsync(TriageContext db, string value)
    {
        if (_texts.TryGetValue(value, out var id))
            return id;
        var row = new TextRow { Id = _texts.Count + 1, Value = value, Hash = TextHash.Filed(_texts.Count + 1, value) };
        db.Texts.Add(row);
        await db.SaveChangesAsync();
        return _texts[value] = row.Id;
    }
}
