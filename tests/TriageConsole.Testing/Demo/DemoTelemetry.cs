using System.IO.Compression;
using TriageConsole.Testing.Demo.Layouts;
using TriageConsole.Testing.Demo.Scenes;

namespace TriageConsole.Testing.Demo;

/// <summary>
/// The demo captures under <c>seed-data/telemetry</c>: two days of a small invented estate, made here and nowhere else.
/// Every run gives the same content; <c>eng/make-demo.sh</c> writes it.
/// </summary>
public static class DemoTelemetry
{
    private const DemoAuditing Everything = DemoAuditing.Sysmon | DemoAuditing.Modules | DemoAuditing.Access | DemoAuditing.Files;

    /// <summary>First midnight of the capture, UTC.</summary>
    public static DateTime FirstDay { get; } = new(2026, 11, 18, 0, 0, 0, DateTimeKind.Utc);

    private static readonly DemoAccount _admin = new DemoAccount("ACME", "adm-rvoss", "S-1-5-21-1004336348-1177238915-682003330-1611", 0x8f2a1, "Medium").Elevated;

    /// <summary>The captures: file name and content before compression.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> Captures()
    {
        var office = Boot("WKS-014.acme.example", 0x5c01a14e, Everything, "jmeier", 1601, FirstDay.AddHours(6.1));
        var laptop = Boot("LAP-107.acme.example", 0x5c02b107, DemoAuditing.Sysmon, "tkaya", 1602, FirstDay.AddHours(6.3));
        var server = Boot("SRV-APP03.acme.example", 0x5c03c003, DemoAuditing.Sysmon | DemoAuditing.Files | DemoAuditing.Security, "svc-app", 1603, FirstDay.AddDays(-12));
        var files = Boot("FS-02.acme.example", 0x5c04d002, DemoAuditing.Security, "pbrandt", 1604, FirstDay.AddDays(-31));
        for (var day = 0; day < 2; day++)
        {
            var midnight = FirstDay.AddDays(day);
            Office(office, midnight);
            Laptop(laptop, midnight);
            Server(server, midnight);
            Files(files, midnight);
        }

        Attack(office, laptop, server, files);
        return
        [
            ("wks-014-nxlog.ndjson", NxlogLayout.Write(office.Host.Records(FirstDay))),
            ("lap-107-ecs.ndjson", EcsLayout.Write(laptop.Host.Records(FirstDay))),
            ("srv-app03-winlogbeat.ndjson", WinlogbeatLayout.Write(server.Host.Records(FirstDay))),
            ("fs-02-security.evtx", EvtxLayout.Write(files.Host.Records(FirstDay))),
        ];
    }

    /// <summary>Writes the captures, compressed, into a folder.</summary>
    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in Captures())
        {
            using var file = File.Create(Path.Combine(folder, name + ".gz"));
            using var gzip = new GZipStream(file, CompressionLevel.SmallestSize);
            gzip.Write(content);
        }
    }

    private static Session Boot(string name, uint machine, DemoAuditing auditing, string person, int rid, DateTime boot)
    {
        var host = new DemoHost(name, machine, auditing, new DemoSeed(machine));
        var account = new DemoAccount("ACME", person, $"S-1-5-21-1004336348-1177238915-682003330-{rid}", 0x51000 + rid, "Medium");
        return Session.Boot(host, account, boot);
    }

    private static void Office(Session on, DateTime midnight)
    {
        AdminUses.LogonScript(on, midnight.AddHours(6.6));
        AdminUses.Inventory(on, midnight.AddHours(7));
        AdminUses.Deployment(on, midnight.AddHours(12.2), midnight.Day % 2 == 0 ? "2f" : "31");
        Noise.Chat(on, midnight.AddHours(7.1));
        Noise.Background(on, midnight.AddHours(7), midnight.AddHours(17), 60);
        Noise.Desk(on, midnight.AddHours(7), midnight.AddHours(16), 45);
    }

    private static void Laptop(Session on, DateTime midnight)
    {
        AdminUses.LogonScript(on, midnight.AddHours(6.8));
        AdminUses.Inventory(on, midnight.AddHours(7));
        Noise.Chat(on, midnight.AddHours(7.2));
        Noise.Background(on, midnight.AddHours(7), midnight.AddHours(18), 40);
        Noise.Desk(on, midnight.AddHours(7), midnight.AddHours(18), 45);
    }

    private static void Server(Session on, DateTime midnight)
    {
        AdminUses.Inventory(on, midnight.AddHours(7));
        AdminUses.Monitoring(on, midnight.AddHours(7.5), 24, TimeSpan.FromMinutes(30));
        AdminUses.Maintenance(on, midnight.AddHours(9.4), _admin);
        Noise.Background(on, midnight.AddHours(6.5), midnight.AddHours(22), 55);
    }

    private static void Files(Session on, DateTime midnight)
    {
        AdminUses.Inventory(on, midnight.AddHours(7));
        AdminUses.Monitoring(on, midnight.AddHours(7.25), 18, TimeSpan.FromMinutes(40));
        AdminUses.Backup(on, midnight.AddHours(21), 12);
        Noise.Background(on, midnight.AddHours(6.5), midnight.AddHours(22), 50);
    }

    private static void Attack(Session office, Session laptop, Session server, Session files)
    {
        var first = FirstDay;
        var second = FirstDay.AddDays(1);
        Attacks.DownloadedScript(office, first.AddHours(9.71));
        Attacks.InstallUtil(office, first.AddHours(13.3));
        Attacks.PubPrn(office, second.AddHours(10.2));
        Attacks.MarkupName(office, second.AddHours(14.6));
        Attacks.SyncAppv(laptop, first.AddHours(11.1));
        Attacks.Mshta(laptop, second.AddHours(8.9));
        Attacks.Regsvr32(laptop, second.AddHours(15.4));
        Attacks.WinRmCreate(server, files, second.AddHours(11.8), _admin);
        Attacks.RundllScript(server, second.AddHours(12.1));
        Attacks.ManageBde(files, second.AddHours(13.7));
    }
}
