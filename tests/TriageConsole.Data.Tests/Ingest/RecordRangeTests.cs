using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

public sealed class RecordRangeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_NumbersInARow_AreOneRange(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.ImportAsync(2, [At(0, 100), At(1, 101), At(2, 102), At(3, 103), At(4, 104)]);

        var range = Assert.Single(await RangesAsync(test));

        Assert.Equal((100L, 104L, 0, 0L), (range.First, range.Last, range.Gaps, range.Missing));
        Assert.Equal((Tell.At(0).Ticks, Tell.At(4).Ticks), (range.FromTicks, range.ToTicks));
        Assert.Equal("Microsoft-Windows-Sysmon/Operational", range.Channel!.Value);
    }

    [Fact]
    public async Task Write_RecordsPassedOverBetween_AreNoGap()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);

        // Places 1 to 4 of the file hold records that the analytic does not need.
        await test.ImportAsync(At(0, 100), At(5, 105));
        Assert.Equal([(100, 105)], await NumbersAsync(test));
    }

    [Fact]
    public async Task Write_AStepWiderThanThePlaces_IsAGap()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(At(0, 100), At(1, 101), At(4, 110));

        // Two of the eight numbers between may be those of the places between.
        var ranges = await RangesAsync(test);
        Assert.Equal([(100L, 101L, 0L), (110L, 110L, 2L)], ranges.Select(r => (r.First, r.Last, r.Before)));
    }

    [Fact]
    public async Task Write_AnotherLogBetween_DoesNotExplainAGap()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(At(0, 100), Security(1, 7), Security(2, 8), At(3, 103));

        // The places between are those of the other log, whose numbers are known.
        Assert.Equal([(100, 100), (103, 103)], (await RangesAsync(test)).Where(r => r.Channel!.Value != "Security").Select(r => (r.First, r.Last)));
        Assert.Equal([(7, 8)], (await RangesAsync(test)).Where(r => r.Channel!.Value == "Security").Select(r => (r.First, r.Last)));
    }

    [Fact]
    public async Task Write_OverlappingFilesOfOneImport_FillEachOther()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var import = await test.NewImportAsync();
        await FileAsync(test, import, "a.evtx", At(0, 100), At(1, 101), At(2, 105));
        await FileAsync(test, import, "b.evtx", At(0, 101), At(1, 102), At(2, 103), At(3, 104), At(4, 105), At(5, 106));

        Assert.Equal([(100, 106)], await NumbersAsync(test));
    }

    [Fact]
    public async Task Write_EndOfOneFileAndStartOfTheNext_ArePassedOver()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var import = await test.NewImportAsync();
        await FileAsync(test, import, "a.evtx", ends: 5, At(0, 100), At(1, 101));
        await FileAsync(test, import, "b.evtx", ends: 4, At(2, 107), At(3, 108));

        // 102 to 104 end the first file, 105 and 106 begin the second.
        Assert.Equal([(100, 108)], await NumbersAsync(test));
    }

    [Fact]
    public async Task Write_MoreGapsThanAreKept_AreCounted()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync([.. Enumerable.Range(0, 200).Select(at => At(at, 10 + (at * 5)))]);

        var ranges = await RangesAsync(test);

        Assert.Equal(RecordRuns.Most, ranges.Count);
        Assert.Equal(199, ranges.Sum(r => r.Gaps) + ranges.Count - 1);
        Assert.Equal(199 * 4, ranges.Sum(r => r.Missing) + ranges.Zip(ranges.Skip(1), (a, b) => b.First - a.Last - 1).Sum());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(-5L)]
    [InlineData(long.MaxValue)]
    public async Task Write_NoUsableNumber_IsNoRange(long? number)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(At(0, number));
        Assert.Empty(await RangesAsync(test));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_KilledAndGoneOn_GivesTheSameRanges(Engine engine)
    {
        TelemetryEvent[] events = [At(0, 100), At(3, 103), Security(4, 9), At(5, 104), At(7, 200), At(9, 150), Security(11, 14), At(12, 202)];
        await using var whole = await TestDatabase.CreateAsync(engine);
        await GoAsync(whole, await whole.NewImportAsync(), events, 0, events.Length);
        await using var cut = await TestDatabase.CreateAsync(engine);
        var import = await cut.NewImportAsync();
        for (var at = 0; at < events.Length; at += 2)
            await GoAsync(cut, import, events, at, at + 2);

        Assert.Equal(await whole.DumpAsync(), await cut.DumpAsync());
        Assert.Equal([(100, 104), (150, 150), (200, 202)], (await RangesAsync(cut)).Where(r => r.Channel!.Value != "Security").Select(r => (r.First, r.Last)));
    }

    private static async Task GoAsync(TestDatabase test, long import, TelemetryEvent[] events, int from, int to)
    {
        // Batches of two in either case; a session each where it is killed between them.
        await using var session = await IngestSession.OpenAsync(test.Database, import, Cancel);
        var file = await session.FileAsync("a.evtx", "", "evtx", Cancel);
        for (var at = from; at < to; at += 2)
        {
            var next = events[at + 1].Origin.Index + 1;
            session.Write(new() { FileId = file.Id, Events = events[at..(at + 2)], NextRecord = next, Records = 2 });
        }
    }

    private static Task FileAsync(TestDatabase test, long import, string name, params TelemetryEvent[] events) => FileAsync(test, import, name, events[^1].Origin.Index + 1, events);

    private static async Task FileAsync(TestDatabase test, long import, string name, long ends, params TelemetryEvent[] events)
    {
        await using var session = await IngestSession.OpenAsync(test.Database, import, Cancel);
        var file = await session.FileAsync(name, "", "evtx", Cancel);
        session.Write(new() { FileId = file.Id, Events = events, NextRecord = ends, Records = ends, Ends = ImportFileState.Done });
    }

    private static ProcessCreatedEvent At(long index, long? number)
    {
        var e = Tell.Sysmon1(index, index, (uint)(400 + index), @"C:\Windows\System32\cmd.exe");
        return e with { Origin = e.Origin with { RecordId = number } };
    }

    private static ProcessCreatedEvent Security(long index, long number)
    {
        var e = Tell.Security4688(index, index, (uint)(4000 + index), @"C:\Windows\System32\find.exe");
        return e with { Origin = e.Origin with { RecordId = number } };
    }

    private static async Task<List<(long First, long Last)>> NumbersAsync(TestDatabase test) => [.. (await RangesAsync(test)).Select(r => (r.First, r.Last))];

    private static async Task<List<RecordRangeRow>> RangesAsync(TestDatabase test)
    {
        await using var db = test.Context();
        return await db.RecordRanges.AsNoTracking().Include(r => r.Channel).OrderBy(r => r.First).ToListAsync(Cancel);
    }
}
