using Microsoft.EntityFrameworkCore;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>Defender names a process by its id and its start, in other tables as well, and a parent's parent by name.</summary>
public sealed class ByStartTests
{
    private const string Script = @"C:\Windows\System32\wscript.exe";

    [Theory]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.Postgres, true)]
    public async Task Write_ModuleAndFileOfIdAndStart_AreOfThatProcess(Engine engine, bool processFirst)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        TelemetryEvent process = Started(0, 10);
        TelemetryEvent[] facts = [Module(1, 10), Write(2, 10)];
        await test.ImportAsync(processFirst ? [process, .. facts] : [.. facts, process]);

        Assert.Equal((1, 1), await FactsAsync(test));
    }

    [Theory]
    [InlineData(10, Script, 1)]
    [InlineData(11.5, Script, 1)]
    [InlineData(13, Script, 0)]
    [InlineData(10, @"C:\Windows\System32\cmd.exe", 0)]
    public async Task Write_OtherStartOrImage_IsOfNoProcess(double start, string image, int expected)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Started(0, 10), Module(1, start) with { Image = image }, Write(2, start) with { Image = image });

        Assert.Equal((expected, expected), await FactsAsync(test));
    }

    [Theory]
    [InlineData(Engine.Sqlite, 10, Script, 1)]
    [InlineData(Engine.Sqlite, 11.5, Script, 1)]
    [InlineData(Engine.Sqlite, 13, Script, 0)]
    [InlineData(Engine.Sqlite, 10, @"C:\Windows\System32\cmd.exe", 0)]
    [InlineData(Engine.Postgres, 10, Script, 1)]
    public async Task Write_FactsOfAnEarlierImport_WaitForTheirProcess(Engine engine, double start, string image, int expected)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.ImportAsync(Module(1, start) with { Image = image }, Write(2, start) with { Image = image });
        await test.ImportAsync(Module(1, start) with { Image = image }, Write(2, start) with { Image = image });
        var later = await test.ImportAsync(Started(0, 10));

        Assert.Equal((expected, expected), await FactsAsync(test));
        await using var db = test.Context();
        Assert.Equal(2 - (2 * expected), await db.PendingFacts.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await db.FileWrites.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Tell.At(10).Ticks, (await db.ImportHosts.SingleAsync(h => h.ImportId == later, TestContext.Current.CancellationToken)).FromTicks);
    }

    [Fact]
    public async Task Write_OwnImageOfAnEarlierImport_IsTheSignatureOfTheProcess()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Module(1, 10) with { ImageLoaded = Script, Signature = Tell.Valid, Hashes = new() { Sha1 = Tell.Sha1(3) } });
        await test.ImportAsync(Started(0, 10));

        var row = (await test.ProcessesAsync()).Of("wscript.exe");
        Assert.Equal((SignatureStatus.Valid, SignatureSource.OwnImageLoad), (row.Signature!.Status, row.SignatureSource!.Value));
        Assert.NotNull(row.FileHashId);
    }

    [Fact]
    public async Task Write_SameFactsInAnyOrder_GiveTheSameKnowledge()
    {
        TelemetryEvent[] events = [Started(0, 10), Module(1, 10), Write(2, 10), Module(3, 10.4) with { ImageLoaded = @"C:\u\b.dll" }];
        string? first = null;
        foreach (var order in (int[][])[[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]])
        {
            await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
            foreach (var index in order)
                await test.ImportAsync(events[index]);
            var knowledge = await test.KnowledgeAsync();
            Assert.Equal(first ??= knowledge, knowledge);
        }
    }

    [Fact]
    public async Task Write_StartThatBecomesSound_TakesWhatWaited()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Write(2, 10));
        await test.ImportAsync(Started(0, 10) with { TimeBasis = TimeBasis.Uncertain });
        Assert.Equal((0, 0), await FactsAsync(test));

        await test.ImportAsync(Started(0, 10));

        Assert.Equal((0, 1), await FactsAsync(test));
    }

    [Fact]
    public async Task Write_OwnImageOfIdAndStart_IsTheProcessesSignature()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Started(0, 10), Module(1, 10) with { ImageLoaded = Script, Signature = Tell.Valid });

        Assert.Equal(SignatureStatus.Valid, (await test.ProcessesAsync()).Of("wscript.exe").Signature!.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_ParentThatNobodyRecorded_KnowsWhoStartedIt(bool parentRecorded)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var child = Started(0, 10) with { ParentProcessId = 300, ParentImage = @"C:\Windows\System32\cmd.exe", GrandparentProcessId = 200, GrandparentImage = "winword.exe" };
        await test.ImportAsync(child);
        if (parentRecorded)
            await test.ImportAsync(Started(1, 5) with { ProcessId = 300, Image = @"C:\Windows\System32\cmd.exe", ParentProcessId = 100, ParentImage = @"C:\Windows\explorer.exe" });

        await using var db = test.Context();
        var parent = await db.Processes.Include(p => p.ParentImage).SingleAsync(p => p.ProcessId == 300, TestContext.Current.CancellationToken);
        Assert.Equal(parentRecorded ? (@"C:\Windows\explorer.exe", 100L) : ("winword.exe", 200L), (parent.ParentImage!.Value, parent.ParentProcessId));
    }

    private static ProcessCreatedEvent Started(long index, double at) =>
        Tell.Sysmon1(index, at, 400, Script) with { Kind = WitnessKind.Defender, TimeBasis = TimeBasis.LogUtc, ProcessGuid = null };

    private static ImageLoadedEvent Module(long index, double start) => new()
    {
        Origin = new(index, null, "DeviceImageLoadEvents", 0),
        Host = Tell.Host,
        UtcTime = Tell.At(12),
        TimeBasis = TimeBasis.LogUtc,
        ProcessId = 400,
        ProcessStartUtc = Tell.At(start),
        Image = Script,
        ImageLoaded = @"C:\Users\anna\helper.dll",
        Signature = Tell.Unsigned,
    };

    private static FileCreatedEvent Write(long index, double start) => new()
    {
        Origin = new(index, null, "DeviceFileEvents", 0),
        Host = Tell.Host,
        UtcTime = Tell.At(12),
        TimeBasis = TimeBasis.LogUtc,
        ProcessId = 400,
        ProcessStartUtc = Tell.At(start),
        Image = Script,
        TargetFilename = @"C:\Users\anna\a.exe",
    };

    private static async Task<(int Modules, int Writes)> FactsAsync(TestDatabase test)
    {
        var id = (await test.ProcessesAsync()).Of("wscript.exe").Id;
        await using var db = test.Context();
        return (
            await db.Modules.CountAsync(m => m.ProcessId == id, TestContext.Current.CancellationToken),
            await db.FileWrites.CountAsync(w => w.ProcessId == id, TestContext.Current.CancellationToken));
    }
}
