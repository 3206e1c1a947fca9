using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

public sealed class ResumeTests
{
    [Theory]
    [InlineData(Engine.Sqlite, 1)]
    [InlineData(Engine.Sqlite, 4)]
    [InlineData(Engine.Sqlite, 9)]
    [InlineData(Engine.Postgres, 3)]
    public async Task Write_SessionLostAfterSomeBatches_GoingOnGivesTheSameTables(Engine engine, int batches)
    {
        var events = Story.Tell(seed: 7, processes: 150);
        await using var whole = await TestDatabase.CreateAsync(engine);
        await whole.ImportAsync(40, events);

        await using var cut = await TestDatabase.CreateAsync(engine);
        var import = await cut.NewImportAsync();
        await cut.GoOnAsync(import, 40, events, batches);
        await cut.GoOnAsync(import, 40, events, 1);
        await cut.GoOnAsync(import, 40, events, int.MaxValue);

        Assert.Equal(await whole.DumpAsync(), await cut.DumpAsync());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_BatchThatFails_LeavesNothingOfItself(Engine engine)
    {
        var cancel = TestContext.Current.CancellationToken;
        var events = Story.Tell(seed: 8, processes: 60);
        await using var test = await TestDatabase.CreateAsync(engine);
        var import = await test.NewImportAsync();
        await test.GoOnAsync(import, 40, events, 1);
        var before = await test.DumpAsync();

        await using (var session = await Data.Ingest.IngestSession.OpenAsync(test.Database, import, cancel))
        {
            var file = await session.FileAsync("test.evtx", "", "evtx", cancel);
            Assert.ThrowsAny<Exception>(() => session.Write(new() { FileId = file.Id, Events = [.. events.Skip(40).Take(20), null!], NextRecord = 61, Records = 21 }));
        }

        Assert.Equal(before, await test.DumpAsync());
        await using var whole = await TestDatabase.CreateAsync(engine);
        await whole.ImportAsync(40, events);
        await test.GoOnAsync(import, 40, events, int.MaxValue);
        Assert.Equal(await whole.DumpAsync(), await test.DumpAsync());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_SameRecordsAgain_AddNoProcessAndNoWitness(Engine engine)
    {
        var events = Story.Tell(seed: 9, processes: 60);
        await using var test = await TestDatabase.CreateAsync(engine);
        var import = await test.ImportAsync(40, events);
        var before = (await test.ProcessesAsync()).Select(p => (p.Id, p.ParentId, p.EndUtc, p.Witnesses, p.WitnessRecords.Count)).ToList();

        var cancel = TestContext.Current.CancellationToken;
        await using (var session = await Data.Ingest.IngestSession.OpenAsync(test.Database, import, cancel))
        {
            var file = await session.FileAsync("test.evtx", "", "evtx", cancel);
            session.Write(new() { FileId = file.Id, Events = events, NextRecord = events.Count, Records = 0 });
        }

        Assert.Equal(before, (await test.ProcessesAsync()).Select(p => (p.Id, p.ParentId, p.EndUtc, p.Witnesses, p.WitnessRecords.Count)));
        await test.ImportAsync(40, events);
        Assert.Equal(
            before.Select(p => (p.Id, p.ParentId, p.EndUtc, p.Witnesses, p.Count * 2)),
            (await test.ProcessesAsync()).Select(p => (p.Id, p.ParentId, p.EndUtc, p.Witnesses, p.WitnessRecords.Count)));
    }
}
