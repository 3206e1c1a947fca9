using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using TriageConsole.Data.Tests.Ingest;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Retention;

public sealed class RetentionSweepTests
{
    private const double Day = 86_400;
    private const string Shell = @"C:\Windows\explorer.exe";
    private const string Host = @"C:\Windows\System32\wscript.exe";
    private const string Payload = @"C:\Users\ann\Downloads\a.exe";
    private const string Old = @"C:\Windows\System32\old.exe";
    private const string Young = @"C:\Windows\System32\young.exe";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Run_OldProcesses_GoButForEvidenceAndWhatStandsAboveYoungOnes(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var shell = Tell.Sysmon1(0, 1, 300, Shell);
        var script = Tell.Sysmon1(1, 10, 400, Host).From(shell);
        var payload = Tell.Sysmon1(2, 12, 500, Payload).From(script);
        var other = Tell.Sysmon1(3, 20, 600, @"C:\Windows\System32\svchost.exe");
        await test.ImportAsync(
            shell, script, payload, other, Tell.Sysmon1(4, 30, 700, Old).From(shell), Tell.Sysmon11(5, 11, script, Payload), Tell.Sysmon11(6, 40, other, @"C:\x.dll"),
            Tell.Sysmon1(7, 9 * Day, 800, Young).From(other));
        await AlertAsync(test);

        var removed = await new RetentionSweep(test.Database).RunAsync(Tell.At(8 * Day), Cancel);

        Assert.Equal(new RemovedRows(1, 1, 0), removed);
        var left = (await test.ProcessesAsync()).Select(p => WindowsPath.FileName(p.Image!.Value)).ToList();
        Assert.Equal(["explorer.exe", "wscript.exe", "a.exe", "svchost.exe", "young.exe"], left);
        await using var db = test.Context();
        Assert.Equal(1, await db.Alerts.CountAsync(Cancel));
        Assert.Contains(await db.FileWrites.Select(w => w.Target!.Value).ToListAsync(Cancel), target => target == Payload);
        Assert.DoesNotContain(await db.Texts.Select(t => t.Value).ToListAsync(Cancel), text => text == Old);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Run_WritesWithoutAnAlertNearby_Go(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var shell = Tell.Sysmon1(0, 1, 300, Shell);
        await test.ImportAsync(shell, Tell.Sysmon11(1, 11, shell, @"C:\x.dll"), Tell.Sysmon11(2, 9 * Day, shell, @"C:\y.dll"));

        await new RetentionSweep(test.Database).RunAsync(Tell.At(8 * Day), Cancel);

        await using var db = test.Context();
        Assert.DoesNotContain(@"C:\x.dll", await db.FileWrites.Select(w => w.Target!.Value).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData(Engine.Sqlite, 8, 1)]
    [InlineData(Engine.Postgres, 8, 1)]
    [InlineData(Engine.Sqlite, 400, 0)]
    public async Task Run_LastWriteWithAHash_StaysForAYearToTellIt(Engine engine, int days, int expected)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var shell = Tell.Sysmon1(0, 1, 300, Shell);
        await test.ImportAsync(shell, Hashed(1, 11, @"C:\x.vbs"), Hashed(2, 20, @"C:\x.vbs"), Hashed(3, 30, @"C:\y.vbs"), Tell.Sysmon11(4, 60, shell, @"C:\y.vbs"));

        await new RetentionSweep(test.Database).RunAsync(Tell.At(days * Day), Cancel);

        await using var db = test.Context();
        var left = await db.FileWrites.Select(w => new { w.Target!.Value, w.UtcTime, w.ProcessId }).ToListAsync(Cancel);
        Assert.Equal(expected, left.Count);
        Assert.All(left, write => Assert.Equal((@"C:\x.vbs", Tell.At(20), (long?)null), (write.Value, write.UtcTime, write.ProcessId)));

        FileCreatedEvent Hashed(long index, double at, string target) => Tell.Sysmon11(index, at, shell, target) with { Hashes = new() { Sha256 = new string('a', 64) } };
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Run_NothingOldEnough_ChangesNothing(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.ImportAsync(Tell.Sysmon1(0, 1, 300, Shell), Tell.Sysmon1(1, 5, 400, Host));
        var before = await test.DumpAsync();

        Assert.Equal(RemovedRows.None, await new RetentionSweep(test.Database).RunAsync(Tell.At(1), Cancel));

        Assert.Equal(before, await test.DumpAsync());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task MomentOf_Share_IsWhereThatShareBegan(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var sweep = new RetentionSweep(test.Database);
        Assert.Null(await sweep.MomentOfAsync(0.5, Cancel));
        await test.ImportAsync([.. Enumerable.Range(0, 10).Select(i => Tell.Sysmon1(i, i, 400 + (uint)i, Host))]);

        Assert.Equal([0, 3, 9], new[] { 0, 0.3, 1 }.Select(share => (int)(sweep.MomentOfAsync(share, Cancel).Result!.Value - Tell.Zero).TotalSeconds));
    }

    [Fact]
    public async Task FreeSpace_AfterARemoval_ShrinksTheFile()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);

        // The tables themselves take their part of so small a file, and keep it.
        var empty = await new RetentionSweep(test.Database).UsedBytesAsync(Cancel);
        await test.ImportAsync([.. Enumerable.Range(0, 5_000).Select(i => Tell.Sysmon1(i, i * 0.1, 400 + (uint)i, Host, $"wscript {i} {new string('x', 200)}"))]);
        var sweep = new RetentionSweep(test.Database);
        var full = await sweep.UsedBytesAsync(Cancel) - empty;
        await sweep.RunAsync(Tell.At(Day), Cancel);

        var freed = await sweep.FreeSpaceAsync(Cancel);

        var used = await sweep.UsedBytesAsync(Cancel) - empty;
        Assert.True(used < full / 2, $"{used} of {full} bytes are still used.");
        Assert.True(freed > full / 3, $"{freed} of {full} bytes were given back.");
    }

    [Fact]
    public async Task FreeSpace_OnPostgres_RunsAndTellsASize()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Postgres);
        var sweep = new RetentionSweep(test.Database);

        Assert.True(await sweep.FreeSpaceAsync(Cancel) >= 0);
        Assert.True(await sweep.UsedBytesAsync(Cancel) > 0);
    }

    internal static AlertRow AlertOn(ProcessRow proxy, ProcessRow payload, AlertStatus status, long import) => new()
    {
        PublicId = Guid.NewGuid(),
        HostId = proxy.HostId,
        ProxyProcessId = proxy.Id,
        Level = Severity.High,
        Technique = "T1216",
        Summary = "summary",
        Chain = "chain",
        Fingerprint = "print",
        FirstUtc = proxy.StartUtc!.Value,
        LastUtc = payload.StartUtc!.Value,
        DetailJson = "{}",
        JudgedWith = "test",
        JudgedUtc = Tell.Zero,
        CreatedUtc = Tell.Zero,
        FirstImportId = import,
        Status = status,
        Processes = [new() { ProcessId = proxy.Id, Role = ChainRole.Proxy }, new() { ProcessId = payload.Id, Role = ChainRole.Payload, Order = 1 }],
        History = [new() { AtUtc = Tell.Zero, Action = AlertAction.Raised, To = AlertStatus.Open }],
    };

    private static async Task AlertAsync(TestDatabase test)
    {
        await using var db = test.Context();
        var proxy = await db.Processes.SingleAsync(p => p.Image!.Value == Host, Cancel);
        var payload = await db.Processes.SingleAsync(p => p.Image!.Value == Payload, Cancel);
        db.Alerts.Add(AlertOn(proxy, payload, AlertStatus.Open, 1));
        await db.SaveChangesAsync(Cancel);
    }
}
