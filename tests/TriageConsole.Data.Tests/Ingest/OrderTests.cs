using Microsoft.EntityFrameworkCore;
using TriageConsole.Domain.Events;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>What is known in the end does not depend on the order in which it was told.</summary>
public sealed class OrderTests
{
    [Theory]
    [InlineData(Engine.Sqlite, 1, false)]
    [InlineData(Engine.Sqlite, 2, false)]
    [InlineData(Engine.Sqlite, 3, false)]
    [InlineData(Engine.Sqlite, 13, false)]
    [InlineData(Engine.Sqlite, 14, false)]
    [InlineData(Engine.Sqlite, 15, false)]
    [InlineData(Engine.Sqlite, 16, true)]
    [InlineData(Engine.Sqlite, 17, true)]
    [InlineData(Engine.Sqlite, 18, false)]
    [InlineData(Engine.Sqlite, 4, true)]
    [InlineData(Engine.Sqlite, 5, true)]
    [InlineData(Engine.Postgres, 6, false)]
    public async Task Write_EventsInAnyOrder_GiveTheSameKnowledge(Engine engine, int seed, bool securityOnly)
    {
        var events = Story.Tell(seed, processes: 80, securityOnly);
        await using var inOrder = await TestDatabase.CreateAsync(engine);
        await inOrder.ImportAsync(25, events);
        var expected = await inOrder.KnowledgeAsync();
        Assert.Contains("seen=", expected);

        for (var turn = 0; turn < 4; turn++)
        {
            var shuffled = events.ToArray();
            if (turn == 0)
                Array.Reverse(shuffled);
            else
                new Random((seed * 100) + turn).Shuffle(shuffled);
            await using var other = await TestDatabase.CreateAsync(engine);
            await other.ImportAsync(25, (IReadOnlyList<TelemetryEvent>)shuffled);
            var actual = await other.KnowledgeAsync();
            var (lost, made) = (expected.Split('\n').Except(actual.Split('\n')), actual.Split('\n').Except(expected.Split('\n')));
            Assert.True(expected == actual, $"turn {turn}\nexpected:\n{string.Join('\n', lost)}\nactual:\n{string.Join('\n', made)}");
        }
    }

    [Fact]
    public async Task Write_AfterALoad_EveryReferenceHolds()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(10, Story.Tell(seed: 11, processes: 200));
        await using var db = test.Context();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA foreign_key_check";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken), "A stored row refers to one that is not there.");
    }
}
