using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Retention;
using TriageConsole.Domain.Events;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>Coverage counts a record once, however many copies and layouts of its log are imported.</summary>
public sealed class CountingTests
{
    private static readonly ProcessCreatedEvent _process = Tell.Sysmon1(0, 10, 400, @"C:\Windows\System32\wscript.exe");

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_LongerCopyOfALog_CountsWhatIsNew(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var log = Log(1, 12);
        await test.ImportAsync([.. log.Take(7)]);
        await test.ImportAsync([.. log]);
        await test.ImportAsync([.. log.Skip(3)]);

        Assert.Equal(Expected(log), await CountsAsync(test));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_OtherDayHostOrLog_IsAnotherRecord(bool numbered)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var load = Without(Load(1), !numbered);
        await test.ImportAsync(load, load);
        await test.ImportAsync(load with { UtcTime = load.UtcTime.AddDays(1) }, load with { Host = "ws2.example.test" }, load with { Origin = load.Origin with { Channel = "ForwardedEvents" } });

        Assert.Equal(4, (await CountsAsync(test))[DataComponent.ModuleLoad]);
    }

    [Fact]
    public async Task Write_RecordsWithoutNumbers_AreKnownByWhatTheySay()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var log = Log(1, 40).Select(e => Without(e, true)).ToArray();
        await test.ImportAsync(log[..25]);
        await test.ImportAsync(5, log);

        Assert.Equal(Expected(log), await CountsAsync(test));
    }

    [Theory]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.Postgres, true)]
    public async Task RemoveImport_RecordsThatAnotherHoldsToo_StayCounted(Engine engine, bool first)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var cancel = TestContext.Current.CancellationToken;
        var log = Log(1, 12);
        var one = await test.ImportAsync([.. log.Take(7)]);
        var two = await test.ImportAsync([.. log.Skip(3)]);

        await new ImportRemoval(test.Database).RemoveAsync(first ? one : two, cancel);

        Assert.Equal(Expected(first ? [.. log.Skip(3)] : [.. log.Take(7)]), await CountsAsync(test));

        // What came only from it is counted when it comes again.
        await test.ImportAsync([.. log]);
        Assert.Equal(Expected(log), await CountsAsync(test));
    }

    [Fact]
    public async Task Write_KilledBetweenBatches_CountsAsAnUndisturbedRun()
    {
        await using var whole = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var killed = await TestDatabase.CreateAsync(Engine.Sqlite);
        var log = Log(1_000, 60);
        await whole.ImportAsync(7, log);
        var import = await killed.NewImportAsync();
        await killed.GoOnAsync(import, 7, log, 3);
        await killed.GoOnAsync(import, 7, log, int.MaxValue);

        Assert.Equal(await whole.DumpAsync(), await killed.DumpAsync());
        Assert.Equal(Expected(log), await CountsAsync(killed));
    }

    private static TelemetryEvent[] Log(long from, int count) => [.. Enumerable.Range(0, count).Select(i => (TelemetryEvent)((i % 4) switch
    {
        0 => Load(from + i),
        1 => Tell.Sysmon10(from + i, 20 + i, _process, Tell.Sysmon1(9, 1, 8, @"C:\av.exe")),
        2 => Tell.Sysmon11(from + i, 20 + i, _process, $@"C:\u\{i}.txt"),
        _ => Tell.Sysmon5(from + i, 20 + i, Tell.Sysmon1(i, i, (uint)(500 + i), @"C:\a.exe")),
    }))];

    private static ImageLoadedEvent Load(long index) => Tell.Sysmon7(index, 20 + index, _process, $@"C:\Windows\System32\{index}.dll", Tell.Valid);

    private static T Without<T>(T e, bool number)
        where T : TelemetryEvent => number ? e with { Origin = e.Origin with { RecordId = null } } : e;

    private static Dictionary<DataComponent, long> Expected(IEnumerable<TelemetryEvent> log) => log.GroupBy(e => e switch
    {
        ImageLoadedEvent => DataComponent.ModuleLoad,
        ProcessAccessedEvent => DataComponent.ProcessAccess,
        FileCreatedEvent => DataComponent.FileCreation,
        _ => DataComponent.ProcessTermination,
    }).ToDictionary(group => group.Key, group => (long)group.Count());

    private static async Task<Dictionary<DataComponent, long>> CountsAsync(TestDatabase test)
    {
        await using var db = test.Context();
        return (await db.HostDays.ToListAsync(TestContext.Current.CancellationToken)).GroupBy(day => day.Component).ToDictionary(group => group.Key, group => group.Sum(day => day.Count));
    }
}
