using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Tests.Alerts;

namespace TriageConsole.Web.Tests.Hosts;

/// <summary>Six hosts, one of each kind, as they stand at noon of one day.</summary>
internal static class HostStory
{
    public const int Alpha = 1;
    public const int Beta = 2;
    public const int Gamma = 3;
    public const int Weekly = 4;
    public const int Daily = 5;
    public const int Named = 6;

    public const string HostileName = "Beta " + AlertStore.Hostile;

    public static readonly DateTime Noon = new(2030, 3, 10, 12, 0, 0, DateTimeKind.Utc);

    public static DateOnly Today => DateOnly.FromDateTime(Noon);

    private static readonly DataComponent[] _all = [.. Enum.GetValues<DataComponent>().Where(c => c != DataComponent.ProcessCreationSecurity)];

    public static async Task FillAsync(TriageContext db)
    {
        Add(db, Alpha, "Alpha.example.test", Noon, [0, -1, -6, -7], _all);
        Add(db, Beta, HostileName, Noon.AddHours(-1), [0], DataComponent.ProcessCreationSysmon, DataComponent.CommandLine);
        Add(db, Gamma, "gamma", Noon.AddHours(-2), [0], DataComponent.ModuleLoad);
        Add(db, Weekly, "weekly", Noon.AddDays(-7), [-7, -14, -21], _all);
        Add(db, Daily, "daily", Noon.AddDays(-3), [-3, -4, -5], _all);

        // As the writer leaves a computer of which no event was kept.
        db.Hosts.Add(new() { Id = Named, Name = "named", NameKey = "named", LabelKey = "named", FirstSeenUtc = new(9998, 12, 31, 0, 0, 0, DateTimeKind.Utc), LastSeenUtc = DateTime.UnixEpoch });
        db.Texts.Add(new() { Id = 1, Value = "wscript.exe", Hash = TextHash.Filed(1, "wscript.exe") });
        await db.SaveChangesAsync();
        AddAlert(db, 1, Alpha, Severity.Low, AlertStatus.Open);
        AddAlert(db, 2, Alpha, Severity.High, AlertStatus.Open);
        AddAlert(db, 3, Alpha, Severity.Critical, AlertStatus.Closed);
        AddAlert(db, 4, Beta, Severity.Critical, AlertStatus.Open);
        AddAlert(db, 5, Gamma, Severity.Critical, AlertStatus.Allowed);
        await db.SaveChangesAsync();
    }

    private static void Add(TriageContext db, int id, string name, DateTime lastSeen, int[] days, params DataComponent[] components)
    {
        var key = name.ToLowerInvariant();
        db.Hosts.Add(new() { Id = id, Name = name, NameKey = key, LabelKey = key, FirstSeenUtc = Noon.AddDays(-40), LastSeenUtc = lastSeen });

        // In two imports a day: what is counted is their sum.
        foreach (var import in (long[])[1, 2])
            db.HostDays.AddRange(days.SelectMany(day => components, (day, c) => new HostDayRow { HostId = id, Day = Today.AddDays(day), Component = c, ImportId = import, Count = 5 }));
    }

    private static void AddAlert(TriageContext db, long id, int host, Severity level, AlertStatus status)
    {
        var at = Noon.AddMinutes(-id);
        db.Processes.Add(new() { Id = id, HostId = host, StartUtc = at, ImageId = 1, ImageNameId = 1, FirstImportId = 1 });
        db.Alerts.Add(new()
        {
            PublicId = new Guid((int)id, 0, 0, new byte[8]),
            HostId = host,
            ProxyProcessId = id,
            Level = level,
            Status = status,
            Technique = "T1216",
            Summary = "wscript ran a script.",
            Chain = "explorer → wscript",
            Fingerprint = new string('0', 32),
            FirstUtc = at,
            LastUtc = at,
            CreatedUtc = at,
            JudgedUtc = at,
            DetailJson = "{}",
            JudgedWith = "test",
            FirstImportId = 1,
            Processes = [new() { ProcessId = id, Role = ChainRole.Proxy }],
        });
    }
}
