using TriageConsole.Data.Ingest;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>What is kept in memory of the store saves questions and changes nothing.</summary>
public sealed class OutlineTests
{
    [Theory]
    [InlineData(Engine.Sqlite, 1)]
    [InlineData(Engine.Sqlite, 2)]
    [InlineData(Engine.Sqlite, 3)]
    [InlineData(Engine.Sqlite, 4)]
    [InlineData(Engine.Sqlite, 5)]
    [InlineData(Engine.Sqlite, 6)]
    [InlineData(Engine.Postgres, 7)]
    public async Task Write_WithAndWithoutOutline_GivesTheSameTables(Engine engine, int seed)
    {
        var events = Story.Tell(seed, processes: 200);
        await using var asked = await TestDatabase.CreateAsync(engine);
        asked.Database.Known.IsOff = true;
        await asked.ImportAsync(30, events);
        await using var kept = await TestDatabase.CreateAsync(engine);
        await kept.ImportAsync(30, events);

        Assert.Null(asked.Database.Known.Outline);
        Assert.NotNull(kept.Database.Known.Outline);
        Assert.Equal(await asked.DumpAsync(), await kept.DumpAsync());
    }

    [Theory]
    [InlineData(Engine.Sqlite, 11)]
    [InlineData(Engine.Sqlite, 12)]
    [InlineData(Engine.Postgres, 13)]
    public async Task Write_OutlineReadAfterEveryBatch_GivesTheSameTables(Engine engine, int seed)
    {
        var events = Story.Tell(seed, processes: 200);
        await using var asked = await TestDatabase.CreateAsync(engine);
        asked.Database.Known.IsOff = true;
        await asked.ImportAsync(30, events);
        await using var read = await TestDatabase.CreateAsync(engine);
        read.Database.Known.WorthReadingAfter = 0;
        var import = await read.NewImportAsync();
        for (var batch = 0; batch * 30 < events.Count; batch++)
        {
            read.Database.Known.Forget();
            await read.GoOnAsync(import, 30, events, 1);
        }

        await read.GoOnAsync(import, 30, events, int.MaxValue);
        Assert.NotNull(read.Database.Known.Outline);
        Assert.Equal(await asked.DumpAsync(), await read.DumpAsync());
    }

    [Fact]
    public async Task Write_SomebodyElseWroteBetween_AsksAgain()
    {
        var events = Story.Tell(seed: 21, processes: 60);
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(40, events);
        var before = test.Database.Known.Outline;
        await using (var db = test.Database.CreateDbContext())
        {
            db.Texts.Add(new() { Id = 1_000_000, Hash = 5, Value = "elsewhere" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await test.ImportAsync(40, Story.Tell(seed: 22, processes: 10));

        Assert.NotNull(before);
        Assert.Null(test.Database.Known.Outline);
    }

    [Fact]
    public void MayHold_AnyKeyThatWasAdded_IsYes_AndOthersAreMostlyNo()
    {
        var sieve = new KeySieve(0);
        var random = new Random(1);
        var keys = Enumerable.Range(0, 300_000).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue)).ToList();
        foreach (var key in keys)
            sieve.Add(key);

        Assert.True(keys.TrueForAll(sieve.MayHold));
        var wrong = Enumerable.Range(0, 100_000).Count(_ => sieve.MayHold((ulong)random.NextInt64(long.MinValue, long.MaxValue)));
        Assert.InRange(wrong, 0, 1_000);
    }
}
