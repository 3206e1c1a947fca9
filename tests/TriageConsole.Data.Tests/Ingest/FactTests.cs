using Microsoft.EntityFrameworkCore;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

public sealed class FactTests
{
    private const string Script = @"C:\Windows\System32\wscript.exe";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_OwnImage_TellsTheSignatureAndTheCatalogue(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var own = Tell.Sysmon1(0, 10, 400, Script) with { Hashes = new() { Sha1 = Tell.Sha1(1) } };
        var other = Tell.Sysmon1(1, 20, 404, @"C:\copy.exe") with { Hashes = new() { Sha1 = Tell.Sha1(1) }, Host = "ws2.example.test" };
        await test.ImportAsync(other);
        var import = await test.ImportAsync(own, Tell.Sysmon7(2, 10.1, own, Script.ToUpperInvariant(), Tell.Valid, Tell.Sha1(1)));

        await using var db = test.Context();
        var row = (await test.ProcessesAsync()).Of("wscript.exe");
        var hash = await db.FileHashes.Include(h => h.Signature).SingleAsync(TestContext.Current.CancellationToken);
        var judged = await db.ImportHosts.Where(h => h.ImportId == import).Select(h => h.Host!.Name).OrderBy(n => n).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal((SignatureStatus.Valid, SignatureSource.OwnImageLoad), (row.Signature!.Status, row.SignatureSource!.Value));
        Assert.Equal(("Microsoft Windows", true), (hash.Signature!.Signer, hash.Signature.IsMicrosoft));
        Assert.Equal(["ws1.example.test", "ws2.example.test"], judged);
        Assert.Equal(0, await db.Modules.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, await db.HostDays.Where(d => d.Component == DataComponent.Signature).SumAsync(d => d.Count, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Write_TwoVerdictsOnOneHash_KeepsBoth()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var process = Tell.Sysmon1(0, 10, 400, Script) with { Hashes = new() { Sha1 = Tell.Sha1(1) } };
        await test.ImportAsync(process, Tell.Sysmon7(1, 10.1, process, Script, Tell.Valid, Tell.Sha1(1)), Tell.Sysmon7(2, 10.2, process, Script, Tell.Unsigned, Tell.Sha1(1)));

        await using var db = test.Context();
        var hash = await db.FileHashes.Include(h => h.Signature).Include(h => h.ConflictingSignature).SingleAsync(TestContext.Current.CancellationToken);
        var row = (await test.ProcessesAsync()).Of("wscript.exe");

        Assert.Equal((SignatureStatus.Valid, SignatureStatus.Unsigned), (hash.Signature!.Status, hash.ConflictingSignature!.Status));
        Assert.Equal((SignatureStatus.Valid, SignatureStatus.Unsigned), (row.Signature!.Status, row.ConflictingSignature!.Status));
    }

    [Fact]
    public async Task Write_Modules_StoresWhatIsNotValidAndNoNativeImage()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var process = Tell.Sysmon1(0, 10, 400, Script);
        await test.ImportAsync(
            process,
            Tell.Sysmon7(1, 12, process, @"C:\u\evil.dll", Tell.Unsigned, Tell.Sha1(5)),
            Tell.Sysmon7(2, 11, process, @"C:\u\evil.dll", Tell.Unsigned, Tell.Sha1(5)),
            Tell.Sysmon7(3, 11, process, @"C:\Windows\System32\good.dll", Tell.Valid, Tell.Sha1(6)),
            Tell.Sysmon7(4, 11, process, @"C:\Windows\assembly\NativeImages_v4\mscorlib\mscorlib.ni.dll", Tell.Unsigned, Tell.Sha1(7)),
            Tell.Sysmon7(5, 11, process, @"C:\x\System.ni.dll", Tell.Unsigned, Tell.Sha1(8)),
            Tell.Sysmon7(6, 11, process, @"C:\u\what.dll", SignatureFact.Unknown));

        await using var db = test.Context();
        var module = await db.Modules.Include(m => m.ImageLoaded).SingleAsync(TestContext.Current.CancellationToken);

        Assert.Equal((@"C:\u\evil.dll", Tell.At(11)), (module.ImageLoaded!.Value, module.UtcTime));
        Assert.Equal([Tell.Sha1(5)], await db.FileHashes.Select(h => h.Strongest).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(6, await db.HostDays.Where(d => d.Component == DataComponent.ModuleLoad).SumAsync(d => d.Count, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(1.1, false)]
    public async Task Write_ParentOpensChild_CorroboratesWithinASecond(double later, bool corroborated)
    {
        foreach (var accessFirst in (bool[])[true, false])
        {
            await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
            var parent = Tell.Sysmon1(0, 5, 300, @"C:\Windows\explorer.exe");
            var child = Tell.Sysmon1(1, 10, 400, Script).From(parent);
            TelemetryEvent opened = Tell.Sysmon10(2, 10 + later, parent, child);
            await test.ImportAsync(1, accessFirst ? [opened, child] : [child, opened]);

            Assert.Equal(corroborated ? EdgeCorroboration.Corroborated : EdgeCorroboration.None, (await test.ProcessesAsync()).Of("wscript.exe").Corroboration);
        }
    }

    [Fact]
    public async Task Write_AnotherOpensChild_CorroboratesNothing()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var parent = Tell.Sysmon1(0, 5, 300, @"C:\Windows\explorer.exe");
        var child = Tell.Sysmon1(1, 10, 400, Script).From(parent);
        await test.ImportAsync(child, Tell.Sysmon10(2, 10.1, Tell.Sysmon1(9, 1, 8, @"C:\av.exe"), child));

        Assert.Equal(EdgeCorroboration.None, (await test.ProcessesAsync()).Of("wscript.exe").Corroboration);
    }

    [Fact]
    public async Task Write_EndToldAgainAfterItsIdWasUsedAgain_WaitsForNobody()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var first = Tell.Security4688(0, 10, 400, @"C:\a.exe");
        TelemetryEvent end = Tell.Security4689(1, 50, first);
        await test.ImportAsync(first, end);
        await test.ImportAsync(Tell.Security4688(2, 49.9, 400, @"C:\b.exe"));
        await test.ImportAsync(end);

        var rows = await test.ProcessesAsync();
        await using var db = test.Context();
        Assert.Equal((Tell.At(50), null), (rows.Of("a.exe").EndUtc, rows.Of("b.exe").EndUtc));
        Assert.Equal(0, await db.PendingEnds.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(@"C:\Users\ann\X.EXE", true)]
    [InlineData(@"C:\Users\ann\x.VBS", true)]
    [InlineData(@"C:\Users\ann\x.txt", false)]
    public async Task Write_FileCreated_KeepsWhatCanRun(string target, bool kept)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var process = Tell.Sysmon1(0, 10, 400, Script);
        await test.ImportAsync(Tell.Sysmon11(1, 11, process, target), process, Tell.Sysmon11(2, 11, process, target));

        await using var db = test.Context();
        var writes = await db.FileWrites.Include(w => w.TargetKey).Include(w => w.Target).Include(w => w.Process).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(kept ? 1 : 0, writes.Count);
        Assert.All(writes, w => Assert.Equal((target, target.ToLowerInvariant(), process.ProcessGuid), (w.Target!.Value, w.TargetKey!.Value, w.Process!.ProcessGuid)));
    }

    [Fact]
    public async Task Write_EventsOfADay_AreCountedByComponent()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var parent = Tell.Sysmon1(0, 5, 300, @"C:\Windows\explorer.exe");
        var child = Tell.Sysmon1(1, 10, 400, Script).From(parent);
        await test.ImportAsync(
            parent, child, child.Twin(2) with { CommandLine = null },
            new ObservedEvent { Origin = new(3, 3, "PowerShell", 4104), Host = Tell.Host, UtcTime = Tell.At(86400), TimeBasis = TimeBasis.LogUtc, Component = DataComponent.ScriptExecution });

        await using var db = test.Context();
        var counts = await db.HostDays.OrderBy(d => d.Day).ThenBy(d => d.Component).Select(d => new { d.Day, d.Component, d.Count }).ToListAsync(TestContext.Current.CancellationToken);
        var host = await db.Hosts.SingleAsync(TestContext.Current.CancellationToken);
        var day = DateOnly.FromDateTime(Tell.Zero);

        Assert.Equal(
            [(day, DataComponent.ProcessCreationSysmon, 2L), (day, DataComponent.ProcessCreationSecurity, 1), (day, DataComponent.CommandLine, 2), (day, DataComponent.Lineage, 1), (day.AddDays(1), DataComponent.ScriptExecution, 1)],
            counts.Select(c => (c.Day, c.Component, c.Count)));
        Assert.Equal((Tell.At(5), Tell.At(86400), DateTimeKind.Utc), (host.FirstSeenUtc, host.LastSeenUtc, host.FirstSeenUtc.Kind));
    }
}
